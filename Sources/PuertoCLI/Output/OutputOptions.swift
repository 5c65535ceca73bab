import ArgumentParser
import PuertoCore

/// `--json` instead of a table.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON instead of a table.")
    var json = false

    /// Prints rows as a table with these columns, or as JSON.
    func print<Row: JSONView>(_ rows: [Row], columns: [Column<Row>]) throws {
        guard !json else { return try printJSON(rows) }
        let table =
            [columns.map { Headings.word($0.title) }]
            + rows.map { row in columns.map { $0.text(row) } }
        try FileDescriptorOutput.standard.write(Table(table).text)
    }

    /// Prints one value as lines of name and text, or as JSON.
    func print(_ value: some JSONView, lines: [(String, String)]) throws {
        guard !json else { return try printJSON(value) }
        let table = Table(lines.map { [Headings.word($0.0), $0.1] })
        try FileDescriptorOutput.standard.write(table.text)
    }
}
