import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto tenant edit SLUG`.
struct TenantEdit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change a record.",
        discussion: """
            Changes only the given fields; an empty value removes a contact, plan, day, tag or \
            dashboard. A slot that is given up stays quarantined for 30 days. Another --host gives the \
            lowest free slot there, chosen as by puerto tenant add.
            """)

    @Argument(help: "The client.") var slug: String
    @Option(help: "A new short name; not for the base system.") var newSlug: String?
    @OptionGroup var fields: TenantFields
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let isChoosing = fields.host != nil && fields.slot == nil
        let workspace = try options.open().avoiding(isChoosing ? await PortsInUse.find() : nil)
        let store = try workspace.writingStore()
        let done = try store.editTenant(Slug(slug), by: Workspace.actor) { draft in
            if let newSlug { draft.slug = try Slug(newSlug) }
            try fields.fill(&draft)
        }
        try workspace.refreshHandoffs(in: store)
        if let warning = done.warning { Failure.warn(warning) }
        if output.json {
            try output.printJSON(TenantRecordView(done.tenant, workspace.configuration))
        } else {
            let lines = done.changes.isEmpty ? ["unchanged"] : done.changes
            try FileDescriptorOutput.standard.write(lines.map { $0 + "\n" }.joined())
        }
        if !done.changes.isEmpty { workspace.followPages(store) }
    }
}
