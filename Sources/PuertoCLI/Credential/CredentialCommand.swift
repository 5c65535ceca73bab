import ArgumentParser

/// `puerto credential`.
struct CredentialCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credential", abstract: "Manage the sealed passwords of a client's system.",
        discussion: """
            The field app is the application's administrator, whose user name is the contact's \
            e-mail address; postgres is the user postgres; redis is the default user. Values are \
            read from standard input or a file, never from the command line, which other users \
            can see.
            """,
        subcommands: [
            CredentialList.self, CredentialSet.self, CredentialGenerate.self, CredentialShow.self,
            CredentialAdopt.self,
        ])
}
