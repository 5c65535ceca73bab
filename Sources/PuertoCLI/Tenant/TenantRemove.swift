import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto tenant remove SLUG`.
struct TenantRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove the record of a client that never ran.",
        discussion: """
            Its slot is free at once, and its generated passwords are gone; the history keeps its \
            lines. A client that ran is archived instead: puerto archive SLUG. Asks on a terminal.
            """)

    @Argument(help: "The client.") var slug: String
    @Flag(help: "Confirm without a question.") var yes = false
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let slug = try Slug(slug)
        let workspace = try options.open()
        try workspace.readingStore().checkRemovable(slug)
        if !yes { try Confirmation.ask("remove '\(slug)'") }
        let store = try workspace.writingStore()
        try store.removeTenant(slug, by: Workspace.actor)
        try FileDescriptorOutput.standard.write("removed: \(slug)\n")
        workspace.followPages(store)
    }
}
