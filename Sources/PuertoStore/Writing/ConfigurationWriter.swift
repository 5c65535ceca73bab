internal import GRDB
internal import PuertoCore

/// Makes the rows of `host` and `plan` those of a configuration.
struct ConfigurationWriter {
    let db: Database
    let audit: AuditLog

    /// Makes the rows those of the configuration, and returns the changes, as in `host.add local`.
    @discardableResult
    func apply(_ configuration: PuertoCore.Configuration) throws -> [String] {
        try apply(configuration.hosts) + apply(configuration.plans)
    }
}

extension ConfigurationWriter {
    private func apply(_ hosts: [Host]) throws -> [String] {
        let old = try FleetSnapshot.hosts(db)
        if let first = old.first?.host.name, first != hosts.first?.name {
            throw PuertoError(
                .protected, "the base system is on '\(first)', which is not the first host now",
                hint: "keep '\(first)' first under 'hosts' in puerto.yaml"
            ).spanish(
                "el sistema base está en '\(first)', que ya no es la primera máquina",
                hint: "deja '\(first)' la primera en 'hosts', en puerto.yaml")
        }
        var changes: [String] = []
        for (id, host) in old where !hosts.contains(where: { $0.name == host.name }) {
            try remove(host, id)
            changes.append(try note("host.remove", host.name.text, []))
        }
        for (position, host) in hosts.enumerated() {
            if let place = old.firstIndex(where: { $0.host.name == host.name }) {
                try run(
                    "UPDATE host SET position = ?, address = ? WHERE id = ?",
                    [position, host.address, old[place].id])
                let before = old[place].host.address
                if place == position, before == host.address { continue }
                let detail =
                    before == host.address
                    ? "position: \(place) → \(position)" : "address: \(before) → \(host.address)"
                changes.append(try note("host.edit", host.name.text, [detail]))
            } else {
                try run(
                    "INSERT INTO host (id, position, name, address) VALUES (?, ?, ?, ?)",
                    [position == 0 ? 0 : nil, position, host.name.text, host.address])
                changes.append(
                    try note("host.add", host.name.text, ["address: \(host.address)"]))
            }
        }
        return changes
    }

    private func remove(_ host: Host, _ id: Int) throws {
        let users = try String.fetchAll(
            db,
            sql: """
                SELECT t.slug FROM slot s JOIN tenant t ON t.id = s.tenant
                WHERE s.host = ? ORDER BY s.number
                """, arguments: [id])
        try refuse("host '\(host.name)'", users)
        try run("DELETE FROM slot WHERE host = ?", [id])
        try run("DELETE FROM host WHERE id = ?", [id])
    }
}

extension ConfigurationWriter {
    private func apply(_ plans: [PricingPlan]) throws -> [String] {
        let old = try FleetSnapshot.plans(db)
        var changes: [String] = []
        for plan in old where !plans.contains(where: { $0.id == plan.id }) {
            let users = try String.fetchAll(
                db, sql: "SELECT slug FROM tenant WHERE plan = ? ORDER BY id", arguments: [plan.id])
            try refuse("plan '\(plan.id)'", users)
            try run("DELETE FROM plan WHERE id = ?", [plan.id])
            changes.append(try note("plan.remove", plan.id, []))
        }
        for (position, plan) in plans.enumerated() {
            try put(plan, position)
            let before = old.first { $0.id == plan.id }
            guard before != plan else { continue }
            let price = before.map { "\($0.monthly) → " } ?? ""
            changes.append(
                try note(
                    before == nil ? "plan.add" : "plan.edit", plan.id,
                    ["name: \(plan.name)", "monthly: \(price)\(plan.monthly)"]))
        }
        return changes
    }

    private func put(_ plan: PricingPlan, _ position: Int) throws {
        let limits = plan.limits
        try run(
            """
            INSERT INTO plan (id, position, name, monthly, cpus, memory_mb, disk_gb, users,
                jobs_per_month)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name,
                monthly = excluded.monthly, cpus = excluded.cpus, memory_mb = excluded.memory_mb,
                disk_gb = excluded.disk_gb, users = excluded.users,
                jobs_per_month = excluded.jobs_per_month
            """,
            [
                plan.id, position, plan.name, plan.monthly, limits.cpus, limits.memoryMB,
                limits.diskGB, limits.users, limits.jobsPerMonth,
            ])
    }

    private func refuse(_ what: String, _ users: [String]) throws {
        guard !users.isEmpty else { return }
        let names = users.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        let rest = users.count > 5 ? " and \(users.count - 5) more" : ""
        throw PuertoError(
            .conflict, "\(what) is gone from puerto.yaml but in use by \(names)\(rest)",
            hint: "put it back, or edit those tenants first"
        ).spanish(
            "\(what) ya no está en puerto.yaml y lo usan \(names)\(rest)",
            hint: "vuelve a ponerlo, o cambia antes esos clientes")
    }

    private func note(_ action: String, _ object: String, _ detail: [String]) throws -> String {
        try audit.done(action, object, detail)
        return "\(action) \(object)"
    }

    private func run(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
        try db.execute(sql: sql, arguments: StatementArguments(values))
    }
}
