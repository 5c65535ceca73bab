internal import GRDB
internal import PuertoCore

/// All records as they stand in one transaction.
struct Records {
    var hosts: [(id: Int, host: Host)]
    var plans: [Plan]
    /// The base system first, then in order of hosts and slots.
    var tenants: [Record]
    var quarantine: [QuarantinedSlot]

    /// A tenant with its row's id.
    struct Record {
        let id: Int
        let tenant: Tenant
    }

    var fleet: Fleet {
        Fleet(
            hosts: hosts.map(\.host), plans: plans, tenants: tenants.map(\.tenant),
            quarantine: quarantine)
    }

    func tenant(_ slug: Slug) throws -> Record {
        if let record = tenants.first(where: { $0.tenant.slug == slug }) { return record }
        let nearest = slug.text.nearest(in: tenants.map(\.tenant.slug.text))
        throw PuertoError(
            .notFound, "there is no tenant '\(slug)'",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "puerto tenant list shows them all")
    }
}

extension Records {
    /// Throws `damaged` when tables disagree, or hold what no verb would write.
    init(_ db: Database, _ path: String) throws {
        do {
            try self.init(reading: db, path)
        } catch let error as PuertoError where error.code == .invalid {
            throw Store.smuggled(path, error)
        }
    }

    /// One statement a table, each in the order of its key.
    private init(reading db: Database, _ path: String) throws {
        hosts = try Records.hosts(db)
        plans = try Records.plans(db)
        tenants = []
        quarantine = []
        let rows = try TenantRow.all(db)
        let services = try ServiceRow.all(db)
        let slots = try SlotRow.all(db)
        tenants.reserveCapacity(rows.count)
        for (id, host) in hosts {
            // Both are in order of slots: they are walked side by side.
            var berths = (services[id] ?? []).makeIterator()
            for slot in slots[id] ?? [] {
                guard let tenant = slot.tenant else {
                    quarantine.append(try slot.quarantined(on: host.name))
                    continue
                }
                guard let row = rows[tenant], let berth = berths.next(), berth.slot == slot.number
                else {
                    throw Store.damaged(path, "slot \(slot.number) on '\(host.name)' lacks records")
                }
                tenants.append(
                    Record(id: tenant, tenant: try row.tenant(host.name, slot.number, berth)))
            }
        }
        guard tenants.count == rows.count else {
            throw Store.damaged(path, "a tenant has no slot")
        }
    }

    static func hosts(_ db: Database) throws -> [(id: Int, host: Host)] {
        try Row.fetchAll(db, sql: "SELECT id, name, address FROM host ORDER BY position, id")
            .map { ($0[0], Host(name: try Slug($0[1]), address: $0[2])) }
    }

    static func plans(_ db: Database) throws -> [Plan] {
        let sql = """
            SELECT id, name, monthly, cpus, memory_mb, disk_gb, users, jobs_per_month
            FROM plan ORDER BY position, id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            Plan(
                id: row[0], name: row[1], monthly: row[2],
                limits: Plan.Limits(
                    cpus: row[3], memoryMB: row[4], diskGB: row[5], users: row[6],
                    jobsPerMonth: row[7]))
        }
    }
}
