internal import GRDB
internal import PuertoCore

/// The record of changes; it is written in the transaction of the change.
struct AuditLog {
    let db: Database
    let at: Int
    /// `<door>:<name>`.
    let actor: String

    func done(_ action: String, _ object: String, _ detail: [String]) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO audit (at, actor, action, object, outcome, detail)
                VALUES (?, ?, ?, ?, 'done', ?)
                """
        ).execute(arguments: [at, actor, action, object, detail.joined(separator: "\n")])
    }

    static func newest(_ limit: Int, _ db: Database) throws -> [AuditEntry] {
        let sql = "\(columns) ORDER BY seq DESC LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [max(0, limit)]).map(entry)
    }

    /// `nil` when there is none of this number.
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
