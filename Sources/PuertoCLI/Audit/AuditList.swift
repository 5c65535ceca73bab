import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto audit list`.
struct AuditList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the latest changes, newest first.",
        discussion: """
            SIDE says who wrote a line: the operator's own processes, or the web tier, whose \
            word it is. Lines from before sides were recorded have none.
            """)

    @Option(help: "The number of lines.") var limit = 50
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit \(limit) is less than none") }
    }

    func run() throws {
        let entries = try options.open().readingStore().auditEntries(limit)
        try output.print(
            entries.map(AuditView.init(entry:)),
            columns: [
                Column("SEQ") { String($0.entry.seq) },
                Column("TIME") { Timestamp.text($0.entry.at) },
                Column("ACTOR") { PuertoError.visible($0.entry.actor) },
                Column("SIDE") { $0.entry.side == .unknown ? "–" : $0.entry.side.rawValue },
                Column("ACTION") { $0.entry.action },
                Column("OBJECT") { PuertoError.visible($0.entry.object) },
                Column("OUTCOME") { $0.entry.outcome.word(Spoken.language) },
                // Each line is escaped by itself, so that none can look like another entry.
                Column("DETAIL") {
                    $0.entry.detail.split(separator: "\n").map { PuertoError.visible(String($0)) }
                        .joined(separator: "; ")
                },
            ])
    }
}
