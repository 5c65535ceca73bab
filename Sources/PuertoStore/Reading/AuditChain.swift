internal import GRDB
package import PuertoCore

/// The result of reading the whole history and verifying its seals.
package struct AuditVerification: Hashable, Sendable {
    /// The number of lines.
    package fileprivate(set) var lines = 0
    /// The number of the newest sealed line, 0 for none, and its code.
    package fileprivate(set) var size = 0
    package fileprivate(set) var code = [UInt8](repeating: 0, count: 32)
    /// The faults, each with its line's number; at most `limit` of them.
    package fileprivate(set) var faults: [String] = []

    static let limit = 20

    fileprivate mutating func add(_ fault: String) {
        if faults.count < AuditVerification.limit { faults.append(fault) }
    }
}

extension Store {
    /// Verifies the seal of every line and, with a checkpoint, that the history continues it.
    package func verifyAudit(since checkpoint: (size: Int, code: [UInt8])? = nil) throws
        -> AuditVerification
    {
        let seal = try keeper().sealLine
        return try read { db in
            var found = try AuditChain.verify(db, seal)
            if let checkpoint {
                let code = try AuditChain.code(of: checkpoint.size, db)
                AuditChain.compare(&found, code, checkpoint)
            }
            return found
        }
    }

    /// Returns the newest lines, newest first.
    package func auditEntries(_ limit: Int) throws -> [AuditEntry] {
        try read { db in try AuditLog.newest(limit, db) }
    }
}

/// The history as a hash chain: each line is sealed together with the code of the line before.
enum AuditChain {
    struct Line {
        let line: AuditLine
        /// The line's seal. `nil` for a line that Puerto did not write.
        let code: [UInt8]?
    }

    /// Returns all lines, oldest first.
    static func lines(_ db: Database) throws -> [Line] {
        var lines: [Line] = []
        try each(db) { lines.append($0) }
        return lines
    }

    private static func each(_ db: Database, _ body: (Line) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT a.seq, at, actor, action, object, outcome, detail, code
                FROM audit a LEFT JOIN audit_seal s ON s.seq = a.seq ORDER BY a.seq
                """)
        while let row = try rows.next() {
            let line = AuditLine(
                seq: row[0], at: row[1], actor: row[2], action: row[3], object: row[4],
                outcome: row[5], detail: row[6])
            let isSealed = !row.hasNull(atIndex: 7)
            try body(Line(line: line, code: isSealed ? try row.bytes("code") : nil))
        }
    }

    static func verify(
        _ db: Database, _ seal: (AuditLine, [UInt8]) throws -> [UInt8]
    ) throws -> AuditVerification {
        var found = AuditVerification()
        var next = 1
        try each(db) { line in
            let seq = line.line.seq
            if seq > next {
                found.add(
                    seq == next + 1
                        ? "line \(next) is missing" : "lines \(next) to \(seq - 1) are missing")
            }
            next = seq + 1
            found.lines += 1
            guard let code = line.code else {
                found.add("line \(seq) has no seal: Puerto did not write it")
                return
            }
            if try seal(line.line, found.code) != code {
                found.add("line \(seq) is not as it was written, or not after the one before it")
            }
            // Continue from the stored code, so that one fault is reported once.
            (found.size, found.code) = (seq, code)
        }
        let orphans = try Int.fetchAll(
            db,
            sql: "SELECT seq FROM audit_seal WHERE seq NOT IN (SELECT seq FROM audit) ORDER BY seq")
        for seq in orphans where seq >= next { found.add("line \(seq) is missing") }
        return found
    }

    static func code(of seq: Int, _ db: Database) throws -> [UInt8]? {
        try Row.fetchOne(
            db, sql: "SELECT code FROM audit_seal WHERE seq = ?", arguments: [seq]
        )?.bytes("code")
    }

    static func compare(
        _ found: inout AuditVerification, _ code: [UInt8]?,
        _ checkpoint: (size: Int, code: [UInt8])
    ) {
        if checkpoint.size > found.size {
            found.add(
                "the checkpoint has \(checkpoint.size) lines, here are \(found.size): "
                    + "lines were taken from the end, or an older database was put back")
        } else if checkpoint.size > 0, code != checkpoint.code {
            found.add("line \(checkpoint.size) is not the one that the checkpoint was made after")
        }
    }
}
