import ArgumentParser

/// `puerto key`.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The master keys that credentials are sealed under.",
        discussion: """
            They are in keys/master.key, which only its owner may read. Back the folder keys/ up, \
            and not beside the database.
            """,
        subcommands: [KeyRotate.self, KeyRetire.self, KeyVerify.self])
}
