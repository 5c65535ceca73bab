extension Migrations {
    /// The schema as `sqlite_master` has it: by type and name (`table host`), the statement without
    /// its semicolon. It is parsed from the scripts, where every statement begins a line with
    /// CREATE.
    static var schema: [String: String] { schema(of: all.count) }

    /// The schema with the tables that a file of an older version still has.
    static func schema(of version: Int) -> [String: String] {
        // AUTOINCREMENT creates this table.
        var schema = ["table sqlite_sequence": "CREATE TABLE sqlite_sequence(name,seq)"]
        for (index, script) in all.enumerated() {
            var statement: [Substring] = []
            for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
                let isDrop = line.utf8.starts(with: "DROP TABLE ".utf8)
                if isDrop || line.utf8.starts(with: "CREATE ".utf8) {
                    add(statement, to: &schema)
                    statement = []
                }
                if isDrop, index < version {
                    schema["table \(line.dropFirst(11).dropLast())"] = nil
                } else if !isDrop {
                    statement.append(line)
                }
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
