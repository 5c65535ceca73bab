internal import GRDB
internal import Glibc

/// Compares the schema of a file with the migrations' own text, statement by statement. No text is
/// copied, since every request of the web tier does it.
enum SchemaText {
    /// Tells whether the file has exactly the statements of the migrations, each once. `false` says
    /// that it has to be compared by name.
    static func isAsMade(_ db: Database) throws -> Bool {
        // SQLite makes this table and the indexes of UNIQUE by itself.
        let rows = try RawRows(
            db,
            """
            SELECT sql FROM sqlite_master WHERE NOT (sql IS NULL AND type = 'index'
                AND name GLOB 'sqlite_autoindex_*') AND NOT (type = 'table'
                AND name = 'sqlite_sequence' AND sql = 'CREATE TABLE sqlite_sequence(name,seq)')
            ORDER BY rowid
            """)
        return try text.withUnsafeBytes { text in
            let starts = starts(in: text)
            var isSeen = [Bool](repeating: false, count: starts.count)
            var (next, count) = (0, 0)
            while try rows.next() {
                guard let sql = rows.text(0) else { return false }
                // They are in the order in which they are made, unless one was made again.
                if next < starts.count, !isSeen[next], isStatement(sql, at: starts[next], in: text)
                {
                    isSeen[next] = true
                } else {
                    let found = starts.indices.first {
                        !isSeen[$0] && isStatement(sql, at: starts[$0], in: text)
                    }
                    guard let found else { return false }
                    (next, isSeen[found]) = (found, true)
                }
                (next, count) = (next + 1, count + 1)
            }
            return count == starts.count
        }
    }

    private static let text = Array(Migrations.all.joined().utf8)

    /// Tells whether a statement is the text at a place, up to the semicolon that ends it.
    private static func isStatement(
        _ sql: UnsafeRawBufferPointer, at start: Int, in text: UnsafeRawBufferPointer
    ) -> Bool {
        let end = start + sql.count
        guard end < text.count, text[end] == UInt8(ascii: ";"), let one = sql.baseAddress,
            let other = text.baseAddress
        else { return false }
        return memcmp(one, other + start, sql.count) == 0 && isEnd(end + 1, in: text)
    }

    /// Tells whether a statement can end here: the lines of a trigger's body are indented.
    private static func isEnd(_ place: Int, in text: UnsafeRawBufferPointer) -> Bool {
        guard place < text.count else { return true }
        guard text[place] == UInt8(ascii: "\n") else { return false }
        guard place + 1 < text.count else { return true }
        let next = text[place + 1]
        return "\nCDIP-".utf8.contains(next)
    }

    /// The places of the lines that begin with CREATE, without those of what was dropped.
    private static func starts(in text: UnsafeRawBufferPointer) -> [Int] {
        guard let base = text.baseAddress else { return [] }
        var (starts, place): ([Int], Int) = ([], 0)
        while place + drop.count < text.count {
            if memcmp(base + place, word, word.count) == 0 { starts.append(place) }
            if memcmp(base + place, drop, drop.count) == 0 {
                starts.removeAll { isStart($0, droppedAt: place, in: text) }
            }
            guard let line = memchr(base + place, 0x0A, text.count - place) else { break }
            place = base.distance(to: UnsafeRawPointer(line)) + 1
        }
        return starts
    }

    /// Tells whether a statement makes what a line drops: `CREATE TABLE name (` and
    /// `DROP TABLE name;` are alike from TABLE to the end of the name, and so are those of triggers
    /// and indexes.
    private static func isStart(
        _ start: Int, droppedAt place: Int, in text: UnsafeRawBufferPointer
    ) -> Bool {
        var (made, dropped) = (start + word.count, place + drop.count)
        while made < text.count, dropped < text.count, text[dropped] != UInt8(ascii: ";") {
            guard text[made] == text[dropped] else { return false }
            (made, dropped) = (made + 1, dropped + 1)
        }
        return made < text.count && text[made] == UInt8(ascii: " ")
    }

    private static let word = Array("CREATE ".utf8)
    private static let drop = Array("DROP ".utf8)
}
