import ArgumentParser

/// `puerto handoff`.
struct HandoffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handoff", abstract: "Give a client its credentials.",
        discussion: """
            puerto handoff give SLUG gives a client its login. The onboarding page may be mailed or \
            hosted anywhere; send its passphrase another way. A holder of the page can try \
            passphrases without limit, so have the password changed at the first login.
            """,
        subcommands: [
            HandoffGive.self, HandoffPage.self, HandoffList.self, HandoffWithdraw.self,
            HandoffLink.self, HandoffLinks.self, HandoffRevoke.self,
        ], defaultSubcommand: HandoffGive.self)
}
