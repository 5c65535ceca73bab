internal import GRDB
package import PuertoCore

extension Store {
    /// Verifies every line and, with a head that was kept elsewhere, that the history continues it.
    /// Epochs and codes of older versions are left out.
    package func verifyAudit(since head: KnownHead? = nil) throws -> AuditVerification {
        try verifyHistory(HistoryVerifier(digest: keeper().digestLine), since: head)
    }

    /// Verifies every line and every epoch. `key` is the public key of an epoch that is trusted: all
    /// later epochs must be signed from it on. Every line up to that epoch is covered by it as well.
    package func verifyHistory(
        _ verifier: HistoryVerifier, from key: [UInt8]? = nil, since head: KnownHead? = nil
    ) throws -> AuditVerification {
        try read { db in
            var check = try AuditChain(db, verifier)
            try check.run()
            if verifier.isSigned != nil { try check.checkEpochs(from: key) }
            if let head { try check.compare(head) }
            return check.found
        }
    }

    /// Returns the newest lines, newest first.
    package func auditEntries(_ limit: Int) throws -> [AuditEntry] {
        try read { db in try AuditLog.newest(limit, db) }
    }
}

/// The history as a chain: each line's digest covers the digest of the line before.
struct AuditChain {
    let db: Database
    let verifier: HistoryVerifier
    var found = AuditVerification()
    let epochs: [SignedEpoch]
    /// The digests of the lines that epochs began after, as the lines now give them.
    var heads: [Int: [UInt8]] = [0: AuditLog.start]

    struct Line {
        let line: AuditLine
        /// `nil` for a line that Puerto did not write.
        let digest: [UInt8]?
        /// The code of a line of an older version.
        let code: [UInt8]?
    }

    init(_ db: Database, _ verifier: HistoryVerifier) throws {
        self.db = db
        self.verifier = verifier
        epochs = try EpochRows.all(db)
        found.epochs = epochs.map(\.epoch)
        found.isChained = try AuditChain.isBegun(db)
        found.oldSize =
            try found.isChained
            ? epochs.first { $0.epoch.start == .upgraded }?.epoch.size ?? 0
            : Int.fetchOne(db, sql: "SELECT max(seq) FROM audit") ?? 0
    }

    /// True when the lines are chained; false for a history of an older version.
    static func isBegun(_ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT NOT EXISTS (SELECT 1 FROM audit) OR EXISTS (SELECT 1 FROM audit_link)
                """) ?? false
    }

    static func each(_ db: Database, _ body: (Line) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT a.seq, at, actor, action, object, outcome, detail, side, digest, code
                FROM audit a LEFT JOIN audit_link l ON l.seq = a.seq
                LEFT JOIN audit_seal s ON s.seq = a.seq ORDER BY a.seq
                """)
        while let row = try rows.next() {
            let line = AuditLine(
                seq: row[0], at: row[1], actor: row[2], action: row[3], object: row[4],
                outcome: row[5], detail: row[6],
                side: (row[7] as String?).flatMap(HistorySide.init) ?? .unknown)
            try body(
                Line(
                    line: line,
                    digest: row.hasNull(atIndex: 8) ? nil : try row.bytes("digest"),
                    code: row.hasNull(atIndex: 9) ? nil : try row.bytes("code")))
        }
    }
}

extension AuditChain {
    /// Reads every line and verifies its digest, and its code where it has one.
    mutating func run() throws {
        let hasCodes =
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM audit_seal)") ?? false
        var (next, code) = (1, AuditLog.start)
        let wanted = Set(found.epochs.map(\.size))
        try AuditChain.each(db) { line in
            let seq = line.line.seq
            if seq > next {
                found.add(
                    seq == next + 1
                        ? "line \(next) is missing" : "lines \(next) to \(seq - 1) are missing")
            }
            next = seq + 1
            found.lines += 1
            if wanted.contains(seq), let digest = line.digest { heads[seq] = digest }
            if seq <= found.oldSize, hasCodes {
                checkCode(line, &code)
                guard line.code != nil else { return takeDigest(of: line) }
            }
            guard found.isChained else { return }
            guard let digest = line.digest else {
                return found.add("line \(seq) has no seal: Puerto did not write it")
            }
            if verifier.digest(line.line, found.code) != digest {
                found.add("line \(seq) is not as it was written, or not after the one before it")
            }
            takeDigest(of: line)
        }
        for seq in try orphans() where seq >= next { found.add("line \(seq) is missing") }
    }

    /// Continues from the stored digest, so that one fault is reported once.
    private mutating func takeDigest(of line: Line) {
        if let digest = line.digest { (found.size, found.code) = (line.line.seq, digest) }
    }

    private mutating func checkCode(_ line: Line, _ previous: inout [UInt8]) {
        guard let code = line.code else {
            return found.add("line \(line.line.seq) has no seal: Puerto did not write it")
        }
        if let oldCode = verifier.oldCode, oldCode(line.line, previous) != code {
            found.add(
                "line \(line.line.seq) is not as it was written, or not after the one before it")
        }
        previous = code
        if !found.isChained { found.size = line.line.seq }
    }

    private func orphans() throws -> [Int] {
        try Int.fetchAll(
            db,
            sql: """
                SELECT seq FROM audit_link WHERE seq NOT IN (SELECT seq FROM audit)
                UNION SELECT seq FROM audit_seal WHERE seq NOT IN (SELECT seq FROM audit)
                ORDER BY seq
                """)
    }

    /// Compares the history with a head that was kept elsewhere.
    mutating func compare(_ head: KnownHead) throws {
        if let key = head.publicKey, !found.epochs.contains(where: { $0.publicKey == key }) {
            found.add(
                "the checkpoint is of an epoch \(head.epoch) that is not in this history: lines "
                    + "were taken from the end, or an older database was put back")
        }
        if head.size > found.size {
            found.add(
                "the checkpoint has \(head.size) lines, here are \(found.size): "
                    + "lines were taken from the end, or an older database was put back")
        } else if head.size > 0, try recorded(head) != head.code {
            found.add("line \(head.size) is not the one that the checkpoint was made after")
        }
    }

    private func recorded(_ head: KnownHead) throws -> [UInt8]? {
        let sql =
            head.epoch == 0
            ? "SELECT code AS value FROM audit_seal WHERE seq = ?"
            : "SELECT digest AS value FROM audit_link WHERE seq = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [head.size])?.bytes("value")
    }
}
