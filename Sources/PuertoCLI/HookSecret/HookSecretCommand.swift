import ArgumentParser

/// `puerto hook-secret`.
struct HookSecretCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook-secret",
        abstract: "Manage the secrets that programs sign requests with.",
        discussion: """
            Requests are signed by Standard Webhooks 1.0.0. Each program gets its own secret; a \
            secret has a list of actions, may be limited to one client, and ends after a year \
            unless told otherwise.
            """,
        subcommands: [HookSecretAdd.self, HookSecretList.self, HookSecretRevoke.self])
}
