import ArgumentParser

/// `puerto handoff`.
struct HandoffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handoff", abstract: "Give a client its credentials.",
        discussion: """
            The onboarding page may be mailed or hosted anywhere; send its passphrase another \
            way. A holder of the page can try passphrases without limit, so have the password \
            changed at the first login.
            """,
        subcommands: [
            HandoffPage.self, HandoffList.self, HandoffWithdraw.self, HandoffLink.self,
            HandoffLinks.self, HandoffRevoke.self,
        ])
}
