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
        let rows = try options.open().readingStore().operators().map(OperatorView.init)
        try output.print(
            rows,
            columns: [
                Column("NAME", \.name), Column("ROLE", \.role), Column("ADDED", \.added),
                Column("PASSWORD SET", \.passwordSet),
            ])
    }
}
