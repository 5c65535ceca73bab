import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto operator list`.
struct OperatorList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the operators.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let rows = try options.open().readingStore().operators().map(OperatorView.init(entry:))
        try output.print(
            rows,
            columns: [
                Column("NAME") { $0.entry.name.text },
                Column("ROLE") { $0.entry.role.word(Spoken.language) },
                Column("ADDED") { Timestamp.text($0.entry.addedAt) },
                Column("PASSWORD SET") { Timestamp.text($0.entry.changedAt) },
            ])
    }
}
