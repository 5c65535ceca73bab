internal import GRDB
internal import PuertoCore

/// All records as one transaction reads them, with the ids of their rows.
struct FleetSnapshot {
    let all: FleetRecords
    let hosts: [(id: Int, host: Host)]
    /// The row ids, in the order of the tenants.
    let ids: [Int]

    /// A tenant with its row's id.
    struct Entry {
        let id: Int
        let tenant: Tenant
    }

    /// Decodes every tenant.
    func tenants() -> [Entry] {
        ids.indices.map { Entry(id: ids[$0], tenant: all.tenant($0)) }
    }

    /// Throws `notFound` with the nearest slug.
    func tenant(_ slug: Slug) throws -> Entry {
        if let index = all.index(of: slug) {
            return Entry(id: ids[index], tenant: all.tenant(index))
        }
        let nearest = slug.text.nearest(in: (0..<all.count).map { all.slug($0).text })
        throw PuertoError(
            .notFound, "there is no tenant '\(slug)'",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "puerto tenant list shows them all"
        ).spanish(
            "no hay ningún cliente '\(slug)'",
            hint: nearest.map { "¿querías decir '\($0)'?" } ?? "puerto tenant list los enumera")
    }
}

extension FleetSnapshot {
    /// Reads the records without history and changes. Throws `damaged` when tables disagree, or
    /// hold a value that no command would write.
    init(_ db: Database, _ path: String) throws {
        self = try FleetReader.read(db, path, changes: false, historyLimit: 0)
    }

    static func hosts(_ db: Database) throws -> [(id: Int, host: Host)] {
        try Row.fetchAll(db, sql: "SELECT id, name, address FROM host ORDER BY position, id")
            .map { ($0[0], Host(name: try Slug($0[1]), address: $0[2])) }
    }

    static func plans(_ db: Database) throws -> [PricingPlan] {
        let sql = """
            SELECT id, name, monthly, cpus, memory_mb, disk_gb, users, jobs_per_month
            FROM plan ORDER BY position, id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            PricingPlan(
                id: row[0], name: row[1], monthly: row[2],
                limits: PricingPlan.Limits(
                    cpus: row[3], memoryMB: row[4], diskGB: row[5], users: row[6],
                    jobsPerMonth: row[7]))
        }
    }
}
