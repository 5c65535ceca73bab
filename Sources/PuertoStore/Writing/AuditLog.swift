internal import GRDB
internal import PuertoCore

/// Writes the history in the transaction of each change. The digest of each line covers the one
/// before.
struct AuditLog {
    let db: Database
    let at: Int
    /// `nil` in a transaction that is rolled back: then no line is written.
    let author: Author?

    /// The author of lines, the side that writes them, and the function that chains them.
    struct Author {
        let actor: Actor
        let side: HistorySide
        let digest: @Sendable (AuditLine, [UInt8]) -> [UInt8]
    }

    func done(_ action: String, _ object: String, _ detail: [String]) throws {
        try write(.done, action, object, detail)
    }

    func write(
        _ outcome: AuditEntry.Outcome, _ action: String, _ object: String, _ detail: [String]
    ) throws {
        guard let author else { return }
        let detail = detail.joined(separator: "\n")
        try db.cachedStatement(
            sql: """
                INSERT INTO audit (at, actor, action, object, outcome, detail)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [at, author.actor.text, action, object, outcome.rawValue, detail])
        let line = AuditLine(
            seq: Int(db.lastInsertedRowID), at: at, actor: author.actor.text, action: action,
            object: object, outcome: outcome.rawValue, detail: detail, side: author.side)
        let last = try AuditLog.lastLink(db)
        // A chain that began here would leave out the lines before.
        guard last != nil || line.seq == 1 else { throw AuditLog.notBegun }
        try AuditLog.put(author.digest(line, last?.digest ?? AuditLog.start), line, db)
    }

    /// Chains the line that a trigger has written after the last one of this transaction.
    func adoptTriggerLine() throws {
        guard let author, let entry = try AuditLog.newest(1, db).first,
            let last = try AuditLog.lastLink(db), entry.seq == last.seq + 1
        else { return }
        let line = AuditLine(
            seq: entry.seq, at: entry.at, actor: entry.actor, action: entry.action,
            object: entry.object, outcome: entry.outcome.rawValue, detail: entry.detail,
            side: author.side)
        try AuditLog.put(author.digest(line, last.digest), line, db)
    }

    static func put(_ digest: [UInt8], _ line: AuditLine, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO audit_link (seq, digest, side) VALUES (?, ?, ?)")
            .execute(arguments: [line.seq, digest.blob, line.side.rawValue])
    }

    /// The digest before the first line.
    static let start = [UInt8](repeating: 0, count: 32)

    /// Returns the newest line of the chain, or `nil` before the first.
    static func lastLink(_ db: Database) throws -> (seq: Int, digest: [UInt8])? {
        let sql = "SELECT seq, digest FROM audit_link ORDER BY seq DESC LIMIT 1"
        let row = try Row.fetchOne(db.cachedStatement(sql: sql))
        return try row.map { (seq: $0[0], digest: try $0.bytes("digest")) }
    }

    static var notBegun: PuertoError {
        PuertoError(
            .unsupported, "the lines of the history are not chained yet",
            hint: "puerto build brings it up to date"
        ).spanish(
            "las líneas del historial aún no están encadenadas", hint: "puerto build lo pone al día"
        )
    }
}

extension AuditLog {
    static func newest(_ limit: Int, _ db: Database) throws -> [AuditEntry] {
        let sql = "\(columns) ORDER BY a.seq DESC LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [max(0, limit)]).map(entry)
    }

    /// Returns the newest lines without wrong logins, which change nothing that a page shows.
    static func newestOfPages(_ limit: Int, _ db: Database) throws -> [AuditEntry] {
        let sql = """
            \(columns) WHERE NOT (action = 'session.login' AND outcome = 'refused')
            ORDER BY a.seq DESC LIMIT ?
            """
        return try Row.fetchAll(db, sql: sql, arguments: [max(0, limit)]).map(entry)
    }

    /// Returns the line of this number, or `nil` when there is none.
    static func entry(_ seq: Int, _ db: Database) throws -> AuditEntry? {
        try Row.fetchOne(db, sql: "\(columns) WHERE a.seq = ?", arguments: [seq]).map(entry)
    }

    private static let columns = """
        SELECT a.seq, at, actor, action, object, outcome, detail, side, t.text
        FROM audit a LEFT JOIN audit_link l ON l.seq = a.seq \(TranslationRows.ofHistory)
        """

    private static func entry(_ row: Row) -> AuditEntry {
        AuditEntry(
            seq: row[0], at: row[1], actor: row[2], action: row[3], object: row[4],
            outcome: AuditEntry.Outcome(rawValue: row[5]) ?? .failed, detail: row[6],
            side: (row[7] as String?).flatMap(HistorySide.init) ?? .unknown,
            spanishError: (row[8] as String?).map(JobRows.text))
    }
}
