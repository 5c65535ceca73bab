import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto tenant add SLUG`.
struct TenantAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Record a new client and give it a slot.",
        discussion: """
            A client that is draft or provisioning gets generated passwords, stored sealed. For \
            a system that already runs, record its passwords with puerto credential set. The \
            slot is the lowest free one whose ports are not in use on this machine; \
            PUERTO_IGNORE_PORTS=1 skips that check, for the records of another machine. Without a \
            SLUG it is made of the name: 'Panadería La Güera' gives panaderia-la-guera.
            """)

    @Argument(help: "The short name in URLs and file names; made of the name by default.")
    var slug: String?
    @OptionGroup var fields: TenantFields
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard fields.name != nil else { throw ValidationError("--name NAME is missing") }
    }

    func run() async throws {
        var workspace = try options.open()
        if fields.slot == nil { workspace = try await workspace.avoidingPortsInUse() }
        let short = try slug.map(Slug.init(_:)) ?? Slug.proposed(for: fields.name ?? "")
        var draft = TenantDraft(slug: short, name: "")
        try fields.fill(&draft)
        let store = try workspace.writingStore()
        try await workspace.lookAtNumbers(in: store)
        let done = try store.addTenant(
            draft, language: workspace.configuration.agency.language, by: Workspace.actor)
        if let warning = done.warning { Failure.warn(warning) }
        try TenantRecordView(done.tenant, workspace.configuration).print(output)
        workspace.followPages(store)
        if !output.json { try Next.client(done.tenant.slug, store, options) }
    }
}
