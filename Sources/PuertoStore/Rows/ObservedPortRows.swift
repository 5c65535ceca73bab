internal import GRDB
internal import PuertoCore

/// The rows of `observed_ports`, in a transaction.
struct ObservedPortRows {
    let db: Database

    /// In the order of the hosts. Throws `invalid` for ports that only SQL can have written.
    func all() throws -> [ObservedPorts] {
        let sql = """
            SELECT h.name, o.seen_at, o.ports FROM observed_ports o JOIN host h ON h.id = o.host
            ORDER BY h.position, h.id
            """
        let rows = try RawRows(db, sql)
        var all: [ObservedPorts] = []
        while try rows.next() {
            all.append(
                try ObservedPorts(
                    host: Slug(rows.string(0)), at: rows.integer(1), text: rows.string(2)))
        }
        return all
    }

    /// Replaces what was seen on that host; does nothing for a host that is not recorded.
    func put(_ seen: ObservedPorts) throws {
        try db.execute(
            sql: """
                INSERT INTO observed_ports (host, seen_at, ports)
                    SELECT id, ?, ? FROM host WHERE name = ?
                ON CONFLICT (host) DO UPDATE
                    SET seen_at = excluded.seen_at, ports = excluded.ports
                """, arguments: [seen.at, seen.text, seen.host.text])
    }

    func remove(_ host: Slug) throws {
        try db.execute(
            sql: "DELETE FROM observed_ports WHERE host = (SELECT id FROM host WHERE name = ?)",
            arguments: [host.text])
    }
}
