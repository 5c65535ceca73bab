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
        let views = fleet.tenants.map { TenantView($0, workspace.configuration) }
        try output.print(
            views,
            columns: [
                Column("SLUG", \.slug), Column("NAME", \.name), Column("HOST", \.host),
                Column("SLOT") { String($0.slot) }, Column("STATUS", \.status),
                Column("PLAN") { $0.plan ?? "–" }, Column("URL", \.url),
            ])
    }
}
