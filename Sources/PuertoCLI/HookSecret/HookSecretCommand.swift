import ArgumentParser

/// `puerto hook-secret`.
struct HookSecretCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook-secret", abstract: "What programs sign their requests to the hook with.",
        discussion: """
            Requests are signed by Standard Webhooks 1.0.0. Each program gets a secret of its own; \
            one that is for a client asks for that client only.
            """,
        subcommands: [HookSecretAdd.self, HookSecretList.self, HookSecretRevoke.self])
}
