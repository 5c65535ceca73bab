import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto tenant show SLUG`.
struct TenantShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one record.")

    @Argument(help: "The client.") var slug: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.readingStore()
        let tenant = try store.tenant(Slug(slug))
        var view = TenantRecordView(tenant, workspace.configuration)
        view.disk = try store.diskUse(of: tenant.slug).map { DiskView($0.use, limit: $0.limit) }
        view.limits?.measured = try store.measurements(of: tenant.slug, by: .hour).first {
            $0.most.memory != nil
        }
        try view.print(output)
    }
}
