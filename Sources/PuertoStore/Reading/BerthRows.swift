internal import GRDB
internal import PuertoCore

/// Walks the table `service` slot by slot, on one host after the other.
struct BerthRows {
    private let rows: RawRows
    private var hasRow = false
    /// The slot that `next` came to; ports and containers are those of its services.
    private(set) var slot = 0
    private(set) var ports = Ports(app: 0, postgres: 0, redis: 0)
    private(set) var containers = FleetRecords.Bytes()

    init(_ db: Database) throws {
        rows = try RawRows(
            db,
            """
            SELECT slot, port, container FROM service
            WHERE host = ? AND CASE kind WHEN 'windmill' THEN 1 WHEN 'postgres' THEN 1
                WHEN 'redis' THEN 1 END
            ORDER BY slot, kind
            """)
    }

    mutating func restart(host: Int) throws {
        try rows.restart(host)
        hasRow = try rows.next()
    }

    /// Goes to the next slot that has all its services, and skips slots that lack any.
    mutating func next() throws -> Bool {
        while hasRow {
            slot = rows.integer(0)
            // In order of kind: postgres, redis, windmill.
            var found = (0, 0, 0)
            var count = 0
            containers.removeAll()
            while hasRow, rows.integer(0) == slot {
                found = (found.1, found.2, rows.integer(1))
                containers.add(text: rows.text(2))
                count += rows.isNull(1) ? 0 : 1
                hasRow = try rows.next()
            }
            guard count == 3 else { continue }
            ports = Ports(app: found.2, postgres: found.0, redis: found.1)
            return true
        }
        return false
    }
}
