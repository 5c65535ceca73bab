import ArgumentParser

/// `puerto operator`.
struct OperatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator", abstract: "Who may log in to the portal.",
        discussion: """
            An owner may do everything the portal offers; a viewer looks at its pages and jobs. \
            Passwords are read from the terminal or standard input, never from an argument.
            """,
        subcommands: [
            OperatorAdd.self, OperatorList.self, OperatorPassword.self, OperatorRemove.self,
        ])
}
