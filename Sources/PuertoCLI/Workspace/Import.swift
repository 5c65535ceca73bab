import ArgumentParser
import PuertoCore
import PuertoSite
import PuertoStore

/// `puerto import FILE`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a fleet.yaml into the records.",
        discussion: """
            Atomic and idempotent. Tenants that the file does not name stay. Makes puerto.db and \
            keys/ when there are none. A new client that is draft or provisioning gets generated \
            passwords. Missing slots are chosen as by puerto tenant add.
            """)

    @Argument(help: "The file, as in fleet.yaml.") var file: String
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let drafts = try FleetFile.read(file)
        let isChoosing = drafts.contains { $0.slot == nil && $0.kind == .client }
        let workspace = try options.open().avoiding(isChoosing ? await PortsInUse.find() : nil)
        try await workspace.lookAtNumbers()
        let report = try workspace.importFleet(drafts)
        // The records have changed by now: their warnings are printed even if the output fails.
        for line in report.shownWarnings { Failure.warn(line) }
        try FileDescriptorOutput.standard.write(report.lines.map { $0 + "\n" }.joined())
    }
}
