import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto tenant edit SLUG…`.
struct TenantEdit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change a record, or the same fields of several.",
        discussion: """
            Changes only the given fields; an empty value removes a contact, plan, day, tag or \
            dashboard. A slot that is given up stays quarantined for 30 days. Another --host gives the \
            lowest free slot there, chosen as by puerto tenant add. Several clients are named, or \
            selected by --with-state, --with-plan, --with-host or --with-tag: it shows one plan, asks on a \
            terminal, and changes all of them or none.
            """)

    @Argument(help: "The clients.") var slugs: [String] = []
    @Option(help: "A new short name; not for the base system.") var newSlug: String?
    @OptionGroup var fields: TenantFields
    @OptionGroup var selected: WithOptions
    @Flag(help: "Print the changes, and do nothing.") var dryRun = false
    @Flag(help: "Confirm several clients without a question.") var yes = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard slugs.isEmpty == selected.isGiven else {
            throw ValidationError(
                "name clients, or select them by --with-state, --with-plan, --with-host or "
                    + "--with-tag")
        }
        guard slugs.count != 1 else { return }
        for (name, isGiven) in [("--new-slug", newSlug != nil)] + fields.ofOneClient where isGiven {
            throw ValidationError("\(name) takes one client, by its name")
        }
    }

    func run() async throws {
        let isChoosing = fields.host != nil && fields.slot == nil
        var workspace = try options.open()
        if isChoosing { workspace = try await workspace.avoidingPortsInUse() }
        guard slugs.count == 1, !dryRun else { return try editSeveral(workspace) }
        let store = try workspace.writingStore()
        let done = try store.editTenant(Slug(slugs[0]), by: Workspace.actor, change)
        try workspace.refreshHandoffs(in: store)
        if let warning = done.warning { Failure.warn(warning) }
        if output.json {
            try output.printJSON(TenantRecordView(done.tenant, workspace.configuration))
        } else {
            let lines =
                done.changes.isEmpty ? [Spoken.say("sin cambios", "unchanged")] : done.changes
            try FileDescriptorOutput.standard.write(lines.map { $0 + "\n" }.joined())
        }
        guard !done.changes.isEmpty else { return }
        workspace.followPages(store)
        if !output.json { try Next.client(done.tenant.slug, store, options) }
    }

    private func change(_ draft: inout TenantDraft) throws {
        if let newSlug { draft.slug = try Slug(newSlug) }
        try fields.fill(&draft)
    }
}

extension TenantEdit {
    /// Shows the changes of each client, asks once, and makes exactly these in one transaction.
    private func editSeveral(_ workspace: Workspace) throws {
        let preview = try workspace.previewStore()
        let clients = try chosen(preview)
        let plan = try preview.editTenants(clients, by: Workspace.actor, change)
        let changed = plan.count { !$0.changes.isEmpty }
        guard !dryRun else { return try show(plan, workspace) }
        if changed > 0 {
            for line in TenantEdit.lines(plan) { Failure.note(line) }
            if !yes {
                let count = Clients.counted(changed)
                try Confirmation.ask(Spoken.say("cambiar \(count)", "change \(count)"))
            }
        }
        let store = try workspace.writingStore()
        let done = try store.editTenants(
            clients, as: plan.map(\.changes), by: Workspace.actor, change)
        try workspace.refreshHandoffs(in: store)
        for warning in done.compactMap(\.warning) { Failure.warn(warning) }
        try show(done, workspace)
        guard changed > 0 else { return }
        workspace.followPages(store)
        if !output.json { try Next.fleet(store, options) }
    }

    private func chosen(_ store: Store) throws -> [Slug] {
        guard slugs.isEmpty else { return try store.tenants(named: slugs).map(\.slug) }
        return try store.select(selected.selection()).map(\.slug)
    }

    private func show(_ done: [Settlement], _ workspace: Workspace) throws {
        guard !output.json else {
            return try output.printJSON(
                done.map { TenantRecordView($0.tenant, workspace.configuration) })
        }
        try FileDescriptorOutput.standard.write(
            TenantEdit.lines(done).map { $0 + "\n" }.joined())
    }

    /// The slugs, each with its changes below it.
    private static func lines(_ done: [Settlement]) -> [String] {
        done.flatMap { one in
            one.changes.isEmpty
                ? ["\(one.tenant.slug): \(Spoken.say("sin cambios", "unchanged"))"]
                : ["\(one.tenant.slug)"] + one.changes.map { "  \($0)" }
        }
    }
}
