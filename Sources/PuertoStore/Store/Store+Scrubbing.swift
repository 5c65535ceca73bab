internal import GRDB

extension Store {
    /// Overwrites the write-ahead log, which still holds deleted rows, with the pages of an empty
    /// blob. The log keeps its length: on a full disk another process would take what it gives back.
    /// A slow reader prevents it; then the next link that is opened does it, or `tidy`.
    func scrub() {
        try? queue.writeWithoutTransaction { db in
            guard let pages = try Store.restartLog(db), pages > 0 else { return }
            let size = try RawRows.number(db, "PRAGMA page_size")
            for _ in 0...pages / Store.scrubbedPages {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO disk_spare (only, bytes) VALUES (1, zeroblob(?))",
                    arguments: [Store.scrubbedPages * size])
                try db.execute(sql: "DELETE FROM disk_spare")
            }
            _ = try Store.restartLog(db)
        }
    }

    /// Pages that are written in one transaction: they have place in the room that is kept.
    private static var scrubbedPages: Int { 256 }

    /// Copies the log into the file, so that the next transaction writes from its beginning. Returns
    /// the pages that were in it; `nil` when a reader holds it.
    private static func restartLog(_ db: Database) throws -> Int? {
        let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(RESTART)")
        guard let row, row[0] == 0 else { return nil }
        return row[1]
    }
}
