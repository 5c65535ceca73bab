import ArgumentParser
import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

/// `puerto import FILE`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a fleet.yaml into the records.",
        discussion: """
            Shows what changes, field by field, and asks on a terminal. A key that the file leaves \
            out changes nothing, and a client that it leaves out stays. State and first day are \
            the machine's on a record that exists; so are host, slot, container names and images \
            once there is a stack. Atomic and idempotent. Makes puerto.db and keys/ when there are \
            none, without a question. A new client that is draft or provisioning gets generated \
            passwords. Missing slots are chosen as by puerto tenant add.
            """)

    @Argument(help: "The file, as in fleet.yaml.") var file: String
    @Flag(help: "Print the plan, and do nothing.") var dryRun = false
    @Flag(help: "Confirm the plan without a question.") var yes = false
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let declarations = try FleetFile.read(file)
        let isChoosing = declarations.contains { $0.slot == nil && $0.kind == .client }
        var workspace = try options.open()
        if isChoosing { workspace = try await workspace.avoidingPortsInUse() }
        guard !dryRun else {
            let plan = try workspace.planImport(declarations).plan
            for line in plan.shownWarnings { Failure.warn(line) }
            return try FileDescriptorOutput.standard.write(plan.text)
        }
        guard FileManager.default.fileExists(atPath: workspace.database) else {
            return try show(workspace.makeRecords(declarations), workspace)
        }
        let (plan, isAsked) = try workspace.planImport(declarations)
        if isAsked {
            for line in plan.lines { Failure.note(line) }
            if !plan.isEmpty, !yes {
                try Confirmation.ask(Spoken.say("cambiar \(plan.count)", "change \(plan.count)"))
            }
        }
        let store = try workspace.writingStore()
        try await workspace.lookAtNumbers(in: store)
        let report = try store.importTenants(
            declarations, language: workspace.configuration.agency.language, as: plan,
            by: Workspace.actor)
        try workspace.refreshHandoffs(in: store)
        try show(report, workspace)
    }

    private func show(_ report: ImportReport, _ workspace: Workspace) throws {
        // The records have changed by now: their warnings are printed even if the output fails.
        for line in report.shownWarnings { Failure.warn(line) }
        try FileDescriptorOutput.standard.write(
            report.summary.map { $0 + "\n" }.joined())
        guard !report.isEmpty else { return }
        let store = try workspace.writingStore()
        workspace.followPages(store)
        try Next.fleet(store, options)
    }
}

extension Workspace {
    /// Returns what an import would do, and whether it is asked about: not where the records hold
    /// no client, and no edited record that it would change. It works on a copy.
    fileprivate func planImport(_ declarations: [TenantDeclaration]) throws -> (
        plan: ImportReport, isAsked: Bool
    ) {
        guard FileManager.default.fileExists(atPath: database) else {
            return (try planFirstImport(declarations), false)
        }
        let store = try previewStore()
        let isFirst = try store.fleet().tenants.allSatisfy {
            $0.kind == .base && $0.status == .draft
        }
        let edited = try store.editedTenants()
        let plan = try store.importTenants(
            declarations, language: configuration.agency.language, by: Workspace.actor)
        return (plan, !isFirst || plan.changed.contains(where: edited.contains))
    }

    /// Makes the records in a folder of its own, which is removed again.
    private func planFirstImport(_ declarations: [TenantDeclaration]) throws -> ImportReport {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("puerto-\(RandomID().text)")
        try manager.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? manager.removeItem(at: folder) }
        let keys = try newKeys().keys
        var plan = ImportReport()
        let path = folder.appendingPathComponent("puerto.db").path
        try Store.create(path, ports: configuration.ports, options: options(keys)) { store in
            plan = try store.initialize(
                configuration, declarations: declarations, keys: keys.marks, by: Workspace.actor)
        }
        return plan
    }
}
