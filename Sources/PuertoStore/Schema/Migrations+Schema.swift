extension Migrations {
    /// The schema as `sqlite_master` has it: by type and name (`table host`), the statement without
    /// its semicolon. It is parsed from the scripts, where every statement begins a line with
    /// CREATE.
    static var schema: [String: String] {
        // AUTOINCREMENT creates this table.
        var schema = ["table sqlite_sequence": "CREATE TABLE sqlite_sequence(name,seq)"]
        for script in all {
            var statement: [Substring] = []
            for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.utf8.starts(with: "CREATE ".utf8) {
                    add(statement, to: &schema)
                    statement = []
                }
                statement.append(line)
            }
            add(statement, to: &schema)
        }
        return schema
    }

    private static func add(_ lines: [Substring], to schema: inout [String: String]) {
        var lines = lines[...]
        // Drop empty lines, and a comment on the statement that follows.
        while let last = lines.last, last.utf8.last != UInt8(ascii: ";") || last.hasPrefix("--") {
            lines.removeLast()
        }
        guard let first = lines.first else { return }
        let words = first.split(separator: " ")
        guard words.count > 2 else { return }
        schema["\(words[1].lowercased()) \(words[2])"] =
            String(lines.joined(separator: "\n").dropLast())
    }
}
