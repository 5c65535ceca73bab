import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto handoff withdraw SLUG`.
struct HandoffWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take a sealed page out of the portal.",
        discussion: """
            The next build puts the page without a password in its place. Copies that were mailed \
            stay what they are: change the password.
            """)

    @Argument(help: "Whose.") var slug: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let slug = try Slug(slug)
        try options.open().currentStore().withdrawHandoff(slug, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(
            "withdrawn; puerto build takes it out of public/\n")
    }
}
