import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto handoff list [SLUG]`.
struct HandoffList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the handoffs of onboarding pages.",
        discussion: "With a client it also lists earlier pages.")

    @Argument(help: "The client; all of them by default.") var slug: String?
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().readingStore()
        let fleet = try store.fleet()
        if let slug { _ = try store.tenant(Slug(slug)) }
        let tenants = fleet.tenants.filter { slug == nil || $0.slug.text == slug }
        let views = tenants.flatMap { tenant -> [HandoffView] in
            let custody = fleet.custody[tenant.slug] ?? Custody()
            let current = custody.handoff.map { HandoffView(tenant, $0, custody.credential(.app)) }
            let past = slug == nil ? [] : custody.past.map { HandoffView(tenant, $0) }
            return (current.map { [$0] } ?? []) + past
        }
        try output.print(
            views,
            columns: [
                Column("SLUG", \.tenant),
                Column("HANDED OVER") { Timestamp.text($0.issuedAt) },
                Column("FINGERPRINT", \.fingerprint), Column("OPENED", \.opened),
                Column("ROTATE BY") { $0.rotateBy?.description ?? "–" },
                Column("STATE", \.stateText),
                Column("PAGE") { $0.onboardingPage ?? "–" },
            ])
    }
}
