import ArgumentParser

/// `puerto credential`.
struct CredentialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credential", abstract: "The passwords of a client's system, sealed.",
        discussion: """
            app is the application's administrator, whose user name is the contact's e-mail \
            address; postgres the user postgres; redis the default user. A value is read from \
            standard input or a file and never from the command line, which others can see.
            """,
        subcommands: [
            CredentialList.self, CredentialSet.self, CredentialGenerate.self, CredentialShow.self,
        ])
}
