internal import GRDB
internal import PuertoCore

/// The rows of `service` of one slot.
struct ServiceRow {
    let ports: Ports
    let containers: Containers

    /// Throws `damaged` through its caller when a slot lacks one: it is then left out.
    static func all(_ db: Database) throws -> [Berth: ServiceRow] {
        let sql = """
            SELECT host, slot, kind, port, container FROM service
            WHERE kind IN ('windmill', 'postgres', 'redis') ORDER BY host, slot, kind
            """
        var all: [Berth: ServiceRow] = [:]
        // In order of kind: postgres, redis, windmill.
        var found: [(port: Int, container: String)] = []
        var berth = Berth(host: -1, slot: -1)
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            let this = Berth(host: row[0], slot: row[1])
            if this != berth { found.removeAll(keepingCapacity: true) }
            berth = this
            found.append((row[3], row[4]))
            if found.count == 3 { all[berth] = ServiceRow(found) }
        }
        return all
    }

    private init(_ found: [(port: Int, container: String)]) {
        ports = Ports(app: found[2].port, postgres: found[0].port, redis: found[1].port)
        containers = Containers(
            windmill: found[2].container, postgres: found[0].container, redis: found[1].container)
    }
}

/// A slot of a host, by the host's id.
struct Berth: Hashable {
    let host: Int
    let slot: Int
}
