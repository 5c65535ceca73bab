import ArgumentParser

/// `puerto handoff`.
struct HandoffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handoff", abstract: "Give a client its credentials.",
        discussion: """
            The page may be mailed or hosted anywhere; its passphrase goes another way. Whoever \
            has the page can go on guessing the passphrase, so the password in it is to be \
            changed at the first login.
            """,
        subcommands: [
            HandoffPage.self, HandoffList.self, HandoffWithdraw.self, HandoffLink.self,
            HandoffLinks.self, HandoffRevoke.self,
        ])
}
