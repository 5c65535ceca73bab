import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto audit list`.
struct AuditList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the latest changes, newest first.")

    @Option(help: "The number of lines.") var limit = 50
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit \(limit) is less than none") }
    }

    func run() throws {
        let entries = try options.open().readingStore().auditEntries(limit)
        try output.print(
            entries.map(AuditView.init),
            columns: [
                Column("SEQ") { String($0.seq) }, Column("TIME", \.time),
                Column("ACTOR") { PuertoError.visible($0.actor) }, Column("ACTION", \.action),
                Column("OBJECT") { PuertoError.visible($0.object) }, Column("OUTCOME", \.outcome),
                // Each line is escaped by itself, so that none can look like another entry.
                Column("DETAIL") {
                    $0.detail.split(separator: "\n").map { PuertoError.visible(String($0)) }
                        .joined(separator: "; ")
                },
            ])
    }
}
