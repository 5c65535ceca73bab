import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto tenant add SLUG`.
struct TenantAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Record a new client and give it a slot.",
        discussion: """
            One that is draft or provisioning gets generated passwords, kept sealed; those of a \
            system that runs already are for puerto credential set.
            """)

    @Argument(help: "Its short name in URLs and file names.") var slug: String
    @OptionGroup var fields: TenantFields
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard fields.name != nil else { throw ValidationError("--name NAME is missing") }
    }

    func run() throws {
        let workspace = try options.open()
        var draft = TenantDraft(slug: try Slug(slug), name: "")
        try fields.fill(&draft)
        let done = try workspace.currentStore().addTenant(
            draft, language: workspace.configuration.agency.language, by: Workspace.actor)
        if let warning = done.warning { Failure.warn(warning) }
        try TenantView(done.tenant, workspace.configuration).print(output)
    }
}
