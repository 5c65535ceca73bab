import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto handoff links SLUG`.
struct HandoffLinks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links", abstract: "List a client's one-time links and their states.",
        discussion: "The list holds nothing that opens a link.")

    @Argument(help: "The client.") var slug: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let rows = try options.open().readingStore().links(of: Slug(slug)).map(LinkView.init)
        try output.print(rows, columns: LinkView.columns)
    }
}
