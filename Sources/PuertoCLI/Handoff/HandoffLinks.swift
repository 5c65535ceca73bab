import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto handoff links SLUG`.
struct HandoffLinks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links", abstract: "List a client's one-time links and what became of them.",
        discussion: "Nothing that is listed opens one.")

    @Argument(help: "Whose.") var slug: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let rows = try options.open().store().links(of: Slug(slug)).map(LinkView.init)
        try output.print(
            rows,
            columns: [
                Column("RECEIPT") { String($0.receipt.prefix(8)) }, Column("FIELD", \.field),
                Column("STATE", \.state), Column("MADE", \.made), Column("BY", \.by),
                Column("EXPIRES", \.expires), Column("VIEWS LEFT") { String($0.viewsLeft) },
                Column("READ") { $0.read ?? "–" }, Column("FROM") { $0.readFrom ?? "–" },
            ])
    }
}
