import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto tenant add SLUG`.
struct TenantAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Record a new client and give it a slot.",
        discussion: """
            One that is draft or provisioning gets generated passwords, kept sealed; those of a \
            system that runs already are for puerto credential set. The lowest free slot is one \
            of whose ports none is in use on this machine; with PUERTO_IGNORE_PORTS=1 that is not \
            looked at, as for records of another machine.
            """)

    @Argument(help: "Its short name in URLs and file names.") var slug: String
    @OptionGroup var fields: TenantFields
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard fields.name != nil else { throw ValidationError("--name NAME is missing") }
    }

    func run() async throws {
        let workspace = try options.open().avoiding(
            fields.slot == nil ? await PortsInUse.find() : nil)
        var draft = TenantDraft(slug: try Slug(slug), name: "")
        try fields.fill(&draft)
        let done = try workspace.currentStore().addTenant(
            draft, language: workspace.configuration.agency.language, by: Workspace.actor)
        if let warning = done.warning { Failure.warn(warning) }
        try TenantView(done.tenant, workspace.configuration).print(output)
    }
}
