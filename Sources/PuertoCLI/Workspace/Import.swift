import ArgumentParser
import PuertoCore
import PuertoSite
import PuertoStore

/// `puerto import FILE`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make the records what a fleet.yaml says.",
        discussion: """
            All or nothing; a second import of the same file changes nothing. Tenants that the \
            file does not name stay. Makes puerto.db and keys/ when there are none. A client that is \
            new as draft or provisioning gets generated passwords. Slots that it leaves out are \
            chosen as by puerto tenant add.
            """)

    @Argument(help: "The file, as in fleet.yaml.") var file: String
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let drafts = try FleetFile.read(file)
        let isChoosing = drafts.contains { $0.slot == nil && $0.kind == .client }
        let workspace = try options.open().avoiding(isChoosing ? await PortsInUse.find() : nil)
        let report = try workspace.importFleet(drafts)
        // The records are changed by now: what is odd about them is said even if this fails.
        for line in report.shownWarnings { Failure.warn(line) }
        try FileDescriptorOutput.standard.write(report.lines.map { $0 + "\n" }.joined())
    }
}
