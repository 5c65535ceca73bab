import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto handoff list [SLUG]`.
struct HandoffList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the handoffs: pages and links, with their ends.",
        discussion: """
            What was replaced, withdrawn or revoked stays in the list, with the time and the \
            author.
            """)

    @Argument(help: "The client; all of them by default.") var slug: String?
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().readingStore()
        let fleet = try store.fleet()
        let wanted = try slug.map { try store.tenant(Slug($0)).slug }
        let tenants = fleet.tenants.filter { wanted == nil || $0.slug == wanted }
        let current = tenants.compactMap { tenant -> HandoffView? in
            let custody = fleet.custody[tenant.slug] ?? Custody()
            return custody.handoff.map { HandoffView(tenant, $0, custody.credential(.app)) }
        }
        let past = try store.pastHandoffs(of: wanted).map { HandoffView($0.tenant, $0.page) }
        let links = try store.links(of: wanted, limit: .max).map { HandoffView($0) }
        let l = Spoken.language
        try output.print(
            current + past + links,
            columns: [
                Column("SLUG", \.tenant), Column("WAY") { $0.way.word(l) },
                Column("HANDED OVER") { Timestamp.text($0.issuedAt) },
                Column("NAME", \.name), Column("OPENED") { $0.openedText(l) },
                Column("ROTATE BY") { $0.rotateBy?.description ?? "–" },
                Column("STATE") { $0.stateText(l) },
                Column("PAGE") { $0.onboardingPage ?? "–" },
            ])
    }
}
