import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto tenant list`.
struct TenantList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the records, the base system first.",
        discussion: "All of them, or the clients of a selection.")

    @OptionGroup var selected: SelectionOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.readingStore()
        let (fleet, probes) = (try store.fleet(), try store.presentProbes())
        let sunset = workspace.configuration.engine.sunset
        let tenants = selected.isGiven ? try store.select(selected.selection()) : fleet.tenants
        let views = tenants.map {
            TenantListView(
                record: TenantRecordView($0, workspace.configuration),
                seen: probes[$0.slug].map { SeenHealth($0, now: store.clock(), sunset: sunset) })
        }
        try output.print(
            views,
            columns: [
                Column("SLUG") { $0.record.view.tenant.slug.text },
                Column("NAME") { $0.record.view.tenant.name },
                Column("HOST") { $0.record.view.tenant.host.text },
                Column("SLOT") { String($0.record.view.tenant.slot.number) },
                Column("STATUS") { $0.record.view.tenant.stateWords },
                Column("HEALTH") { $0.health },
                Column("PLAN") { $0.record.view.tenant.plan ?? "–" },
                Column("URL") { $0.record.view.url },
            ])
        try workspace.noteUnwatched(store, among: tenants)
    }
}
