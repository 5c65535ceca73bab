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
        let tenant = try workspace.readingStore().tenant(Slug(slug))
        try TenantRecordView(tenant, workspace.configuration).print(output)
    }
}
