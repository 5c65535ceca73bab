internal import GRDB
internal import PuertoCore

/// The rows of `service` of one slot.
struct ServiceRow {
    let slot: Int
    let ports: Ports
    let containers: Containers

    /// By host, in order of slots; a slot that lacks a service is left out.
    static func all(_ db: Database) throws -> [Int: [ServiceRow]] {
        let sql = """
            SELECT host, slot, port, container FROM service
            WHERE kind IN ('windmill', 'postgres', 'redis') ORDER BY host, slot, kind
            """
        var all: [Int: [ServiceRow]] = [:]
        // In order of kind: postgres, redis, windmill.
        var found: [(port: Int, container: String)] = []
        var (host, slot) = (-1, -1)
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            if row[0] != host || row[1] != slot { found.removeAll(keepingCapacity: true) }
            (host, slot) = (row[0], row[1])
            found.append((row[2], row[3]))
            if found.count == 3 { all[host, default: []].append(ServiceRow(slot, found)) }
        }
        return all
    }

    private init(_ slot: Int, _ found: [(port: Int, container: String)]) {
        self.slot = slot
        ports = Ports(app: found[2].port, postgres: found[0].port, redis: found[1].port)
        containers = Containers(
            windmill: found[2].container, postgres: found[0].container, redis: found[1].container)
    }
}
