import ArgumentParser

/// `puerto operator`.
struct OperatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator", abstract: "Manage the operators who may log in to the portal.",
        discussion: """
            An owner may use every action of the portal; a viewer reads its pages and jobs. \
            Passwords are read from the terminal or standard input, never from an argument.
            """,
        subcommands: [
            OperatorAdd.self, OperatorList.self, OperatorPassword.self, OperatorPasskey.self,
            OperatorCode.self, OperatorRemove.self,
        ])
}
