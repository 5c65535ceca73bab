import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto tenant list`.
struct TenantList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List every record, the base system first.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let fleet = try workspace.readingStore().fleet()
        let views = fleet.tenants.map { TenantRecordView($0, workspace.configuration) }
        try output.print(
            views,
            columns: [
                Column("SLUG") { $0.view.tenant.slug.text }, Column("NAME") { $0.view.tenant.name },
                Column("HOST") { $0.view.tenant.host.text },
                Column("SLOT") { String($0.view.tenant.slot.number) },
                Column("STATUS") { $0.view.tenant.status.rawValue },
                Column("PLAN") { $0.view.tenant.plan ?? "–" }, Column("URL") { $0.view.url },
            ])
    }
}
