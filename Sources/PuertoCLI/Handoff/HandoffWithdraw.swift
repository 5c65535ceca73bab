import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto handoff withdraw SLUG`.
struct HandoffWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Remove a sealed page from the portal.",
        discussion: """
            The next build replaces it by the page without a password. Copies that were mailed \
            still open: change the password.
            """)

    @Argument(help: "The client.") var slug: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let slug = try Slug(slug)
        let workspace = try options.open()
        let store = try workspace.writingStore()
        try store.withdrawHandoff(slug, by: Workspace.actor)
        try FileDescriptorOutput.standard.write("withdrawn\n")
        workspace.followPages(store)
    }
}
