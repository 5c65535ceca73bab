extension Migrations {
    /// The schema as `sqlite_master` has it: by type and name (`table host`), the statement without
    /// its semicolon. It is parsed from the scripts, where every statement of it begins a line with
    /// CREATE or DROP; those about rows begin one with a word of `rowWords`.
    static var schema: [String: String] { schema(of: all.count) }

    /// The schema with the tables that a file of an older version still has.
    static func schema(of version: Int) -> [String: String] {
        // AUTOINCREMENT creates this table.
        var schema = ["table sqlite_sequence": "CREATE TABLE sqlite_sequence(name,seq)"]
        for (index, script) in all.enumerated() {
            var statement: [Substring] = []
            for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
                let isDrop = line.utf8.starts(with: "DROP ".utf8)
                let isOther =
                    isDrop || rowWords.contains { line.utf8.starts(with: "\($0) ".utf8) }
                if isOther || line.utf8.starts(with: "CREATE ".utf8) {
                    add(statement, to: &schema)
                    statement = []
                }
                if isDrop, index < version {
                    let words = line.dropLast().split(separator: " ")
                    schema["\(words[1].lowercased()) \(words[2])"] = nil
                } else if !isOther {
                    statement.append(line)
                }
            }
            add(statement, to: &schema)
        }
        return schema
    }

    /// Words that begin a line of a script without a part of the schema. `SchemaText.isEnd` knows
    /// their first letters.
    private static let rowWords = ["INSERT", "DELETE", "PRAGMA"]

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
