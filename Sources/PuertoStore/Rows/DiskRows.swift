internal import GRDB
internal import PuertoCore

/// The rows of `disk_use` and `disk_room`, in a transaction.
struct DiskRows {
    let db: Database

    /// A measurement with what the choice of a client to suspend needs.
    struct Entry {
        var use: DiskUse
        var grown = 0
        /// The size at which the worker has suspended it.
        var stoppedSize: Int?
    }

    /// A look at a host's machine.
    struct Room {
        let holder: String
        let number: Int
        let room: DiskRoom
        let stoppedFree: Int?
    }

    func all() throws -> [Int: Entry] {
        let sql = """
            SELECT tenant, measured_at, volumes, layers, sunset, grown, stopped_size FROM disk_use
            """
        let rows = try Row.fetchAll(db, sql: sql).map { row in
            (
                row[0] as Int,
                Entry(
                    use: DiskUse(at: row[1], volumes: row[2], layers: row[3], sunset: row[4]),
                    grown: row[5], stoppedSize: row[6])
            )
        }
        return Dictionary(rows) { first, _ in first }
    }

    func use(of tenant: Int) throws -> DiskUse? {
        let sql = "SELECT measured_at, volumes, layers, sunset FROM disk_use WHERE tenant = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [tenant]).map {
            DiskUse(at: $0[0], volumes: $0[1], layers: $0[2], sunset: $0[3])
        }
    }

    func put(_ entry: Entry, of tenant: Int) throws {
        let use = entry.use
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO disk_use
                    (tenant, measured_at, volumes, layers, sunset, grown, stopped_size)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            tenant, use.at, use.volumes, use.layers, use.sunset, entry.grown, entry.stoppedSize,
        ])
    }
}

extension DiskRows {
    private static let columns = """
        SELECT name, at, free, reserve, state, holder, number, stopped_free, total, sold
        FROM disk_room JOIN host ON host.id = disk_room.host
        LEFT JOIN memory_room ON memory_room.host = disk_room.host
        """

    /// In the order of the hosts.
    func rooms() throws -> [DiskRoom] {
        try Row.fetchAll(db, sql: "\(DiskRows.columns) ORDER BY position, host.id")
            .map { try room($0).room }
    }

    func room(of host: Slug) throws -> Room? {
        try Row.fetchOne(db, sql: "\(DiskRows.columns) WHERE name = ?", arguments: [host.text])
            .map(room)
    }

    private func room(_ row: Row) throws -> Room {
        let memory = (row[8] as Int?).map { MemoryRoom(total: $0, sold: row[9] ?? 0) }
        return Room(
            holder: row[5], number: row[6],
            room: DiskRoom(
                host: try Slug(row[0]), at: row[1], free: row[2], reserve: row[3],
                state: try JobRows.word(row[4]), memory: memory),
            stoppedFree: row[7])
    }

    /// Does nothing for a host that is not recorded.
    func put(_ room: DiskRoom, by holder: String, stoppedFree: Int?) throws {
        try db.execute(
            sql: """
                INSERT INTO disk_room (host, holder, number, at, free, reserve, state, stopped_free)
                    SELECT id, ?, 1, ?, ?, ?, ?, ? FROM host WHERE name = ?
                ON CONFLICT (host) DO UPDATE SET holder = excluded.holder, number = number + 1,
                    at = excluded.at, free = excluded.free, reserve = excluded.reserve,
                    state = excluded.state, stopped_free = excluded.stopped_free
                """,
            arguments: [
                holder, room.at, room.free, room.reserve, room.state.rawValue, stoppedFree,
                room.host.text,
            ])
        try put(room.memory, of: room.host)
    }

    private func put(_ memory: MemoryRoom?, of host: Slug) throws {
        guard let memory else {
            return try db.execute(
                sql: "DELETE FROM memory_room WHERE host = (SELECT id FROM host WHERE name = ?)",
                arguments: [host.text])
        }
        try db.execute(
            sql: """
                INSERT INTO memory_room (host, total, sold)
                    SELECT id, ?, ? FROM host WHERE name = ?
                ON CONFLICT (host) DO UPDATE SET total = excluded.total, sold = excluded.sold
                """, arguments: [memory.total, memory.sold, host.text])
    }
}
