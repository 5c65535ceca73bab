internal import GRDB
package import PuertoCore

extension Store {
    /// Closes the current epoch when it is due, begins the first one, and begins one that is marked
    /// where the key file does not have the current epoch's key. Returns the epoch that it began.
    ///
    /// Only the operator's processes have the key. The new key is on the disk before the transaction
    /// that uses it, and the old one is deleted after it; a start after a kill goes on from either.
    @discardableResult
    package func keepHistory(by actor: Actor) throws -> HistoryEpoch? {
        guard let keys = try keeper().epochs else {
            try beginChain()
            return nil
        }
        let isKept = try read { db in
            guard try AuditChain.isBegun(db), let last = try EpochRows.last(db) else {
                return false
            }
            return try keys.fit(last.publicKey) == .current && !isDue(last, db)
        }
        guard !isKept else { return nil }
        let begun = try write { db in try keep(keys, actor, db) }
        // In a transaction of its own, so that no other process writes the file meanwhile.
        try write { db in
            if let last = try EpochRows.last(db) { try keys.forget(last.publicKey) }
        }
        return begun
    }

    /// The current epoch, whether its key is in the key file, and whether it is due; `nil` before
    /// the first. Changes nothing.
    package func epochState(_ fit: ([UInt8]) throws -> EpochKeyFit) throws -> (
        epoch: HistoryEpoch, fit: EpochKeyFit, dueSince: Int?
    )? {
        try read { db in
            guard let last = try EpochRows.last(db) else { return nil }
            let due = last.at + HistoryEpoch.longest
            return (
                last, try fit(last.publicKey),
                try isDue(last, db) && options.now() >= due ? due : nil
            )
        }
    }

    /// The current epoch and the newest line, for a checkpoint. `nil` before the first epoch.
    package func head() throws -> (epoch: HistoryEpoch, size: Int, digest: [UInt8])? {
        try read { db in
            guard let last = try EpochRows.last(db) else { return nil }
            let link = try AuditLog.lastLink(db)
            return (last, link?.seq ?? 0, link?.digest ?? AuditLog.start)
        }
    }
}

extension Store {
    /// Chains the lines of an older version.
    private func beginChain() throws {
        guard try !read(AuditChain.isBegun) else { return }
        try write { db in _ = try chainOldLines(db) }
    }

    private func keep(_ keys: EpochKeeper, _ actor: Actor, _ db: Database) throws -> HistoryEpoch? {
        let faults = try chainOldLines(db)
        let last = try EpochRows.last(db)
        // Another process may have kept the history since it was looked at.
        if let last, try keys.fit(last.publicKey).hasKey, try !isDue(last, db) { return nil }
        let link = try AuditLog.lastLink(db)
        let hasOldLines =
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM audit_link WHERE side = 'unknown')") ?? false
        let signed = try keys.next(
            EpochBasis(
                workspace: String.fetchOne(db, sql: "SELECT id FROM workspace") ?? "",
                previous: last, hasOldLines: hasOldLines, size: link?.seq ?? 0,
                digest: link?.digest ?? AuditLog.start, at: options.now()))
        try EpochRows.put(signed, db)
        if let detail = Store.detail(of: signed.epoch, faults) {
            try auditLog(db, actor).done(
                "history.\(signed.epoch.start.rawValue)", "",
                ["epoch: \(signed.epoch.number)"] + detail)
        }
        return signed.epoch
    }

    /// Returns what the history itself says about an epoch that is not signed by the one before.
    private static func detail(of epoch: HistoryEpoch, _ faults: [String]) -> [String]? {
        switch epoch.start {
        case .first, .closed: nil
        case .upgraded:
            [
                "lines 1 to \(epoch.size) are no better than keys/web.key was",
                faults.first.map { "their codes: \($0)" } ?? "their codes: as they were written",
            ]
        case .restored:
            ["keys/history.key is of another epoch: an older database or key file was put back"]
        case .lost: ["keys/history.key was missing"]
        }
    }

    private func isDue(_ epoch: HistoryEpoch, _ db: Database) throws -> Bool {
        let lines = (try AuditLog.lastLink(db)?.seq ?? 0) - epoch.size
        let now = options.now()
        return lines >= HistoryEpoch.mostLines
            || (lines > 0 && (now >= epoch.at + HistoryEpoch.longest || now < epoch.at - 3600))
    }

    /// Chains the lines of an older version, and returns the faults of their codes. Does nothing for
    /// a history that is chained.
    func chainOldLines(_ db: Database) throws -> [String] {
        guard try !AuditChain.isBegun(db) else { return [] }
        let keeper = try keeper()
        var check = try AuditChain(
            db, HistoryVerifier(digest: keeper.digestLine, oldCode: keeper.oldCode))
        try check.run()
        var lines: [AuditLine] = []
        try AuditChain.each(db) { lines.append($0.line) }
        var digest = AuditLog.start
        for line in lines {
            digest = keeper.digestLine(line, digest)
            try AuditLog.put(digest, line, db)
        }
        return check.found.faults
    }
}

extension EpochKeyFit {
    var hasKey: Bool { self == .current || self == .leftovers }
}
