internal import GRDB
internal import Glibc

extension Store {
    /// The bytes that stay free in the database's file, and that its log has at least.
    package static let spareBytes = 4 << 20

    /// Makes room in the database's own files, so that records can be written on a full disk: a
    /// process that fills the disk cannot take what the file has already. Does nothing while there
    /// is room enough.
    package func keepSpareRoom() throws {
        guard try !hasSpareRoom() else { return }
        // Pages that are added and freed in one transaction would never be written.
        try write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO disk_spare (only, bytes) VALUES (1, zeroblob(?))",
                arguments: [Store.spareBytes])
        }
        try write { try $0.execute(sql: "DELETE FROM disk_spare") }
        // The log's pages have their place in the file only once they were copied into it.
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { db in
                _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(PASSIVE)")
            }
        }
    }

    /// Tells whether half of the room is left in both files.
    package func hasSpareRoom() throws -> Bool {
        let free = try read { db in
            try RawRows.number(db, "PRAGMA freelist_count") * RawRows.number(db, "PRAGMA page_size")
        }
        var status = stat()
        let log = stat(path + "-wal", &status) == 0 ? Int(status.st_size) : 0
        return free >= Store.spareBytes / 2 && log >= Store.spareBytes / 2
    }
}
