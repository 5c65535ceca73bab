internal import GRDB
internal import PuertoCore

/// Writes the history in the transaction of each change. Each line is sealed together with the code
/// of the line before.
struct AuditLog {
    let db: Database
    let at: Int
    /// The author, and the function that seals each line. `nil` in a transaction that is rolled
    /// back: then no line is written.
    let author: (actor: Actor, seal: @Sendable (AuditLine, [UInt8]) throws -> [UInt8])?

    func done(_ action: String, _ object: String, _ detail: [String]) throws {
        try write(.done, action, object, detail)
    }

    func write(
        _ outcome: AuditEntry.Outcome, _ action: String, _ object: String, _ detail: [String]
    ) throws {
        guard let (actor, seal) = author else { return }
        let detail = detail.joined(separator: "\n")
        try db.cachedStatement(
            sql: """
                INSERT INTO audit (at, actor, action, object, outcome, detail)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [at, actor.text, action, object, outcome.rawValue, detail])
        let line = AuditLine(
            seq: Int(db.lastInsertedRowID), at: at, actor: actor.text, action: action,
            object: object,
            outcome: outcome.rawValue, detail: detail)
        try AuditLog.put(try seal(line, try AuditLog.lastCode(db)), line.seq, db)
    }

    static func put(_ code: [UInt8], _ seq: Int, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO audit_seal (seq, code) VALUES (?, ?)")
            .execute(arguments: [seq, code.blob])
    }

    /// Returns the newest line's code, or 32 zeros before the first line.
    private static func lastCode(_ db: Database) throws -> [UInt8] {
        let sql = "SELECT code FROM audit_seal ORDER BY seq DESC LIMIT 1"
        let row = try Row.fetchOne(db.cachedStatement(sql: sql))
        return try row?.bytes("code") ?? [UInt8](repeating: 0, count: 32)
    }

    static func newest(_ limit: Int, _ db: Database) throws -> [AuditEntry] {
        let sql = "\(columns) ORDER BY seq DESC LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [max(0, limit)]).map(entry)
    }

    /// Returns the line of this number, or `nil` when there is none.
    static func entry(_ seq: Int, _ db: Database) throws -> AuditEntry? {
        try Row.fetchOne(db, sql: "\(columns) WHERE seq = ?", arguments: [seq]).map(entry)
    }

    private static let columns =
        "SELECT seq, at, actor, action, object, outcome, detail FROM audit"

    private static func entry(_ row: Row) -> AuditEntry {
        AuditEntry(
            seq: row[0], at: row[1], actor: row[2], action: row[3], object: row[4],
            outcome: AuditEntry.Outcome(rawValue: row[5]) ?? .failed, detail: row[6])
    }
}
