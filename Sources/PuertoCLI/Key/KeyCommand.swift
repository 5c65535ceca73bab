import ArgumentParser

/// `puerto key`.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Manage the master keys that seal credentials.",
        discussion: """
            They are in keys/master.key, which only its owner may read. Back up the folder \
            keys/, and not next to the database.
            """,
        subcommands: [KeyRotate.self, KeyRetire.self, KeyVerify.self])
}
