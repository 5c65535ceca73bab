internal import GRDB
package import PuertoCore

extension Store {
    /// Records the results of probes and counts them by the day. Of two results the newer one is
    /// the last probe.
    ///
    /// A ready stack that is not healthy becomes degraded, and a degraded one that is healthy
    /// becomes ready, each with a line of the history. A stack with an open job keeps its status.
    package func record(_ results: [Slug: ProbeResult], by actor: Actor) throws {
        guard !results.isEmpty else { return }
        try write { db in
            let records = try FleetSnapshot(db, path)
            for (slug, result) in results.sorted(by: { $0.key < $1.key }) {
                guard let index = records.all.index(of: slug) else { continue }
                guard try HealthRows(db: db).put(result, of: records.ids[index]) else { continue }
                try follow(result, records.all.tenant(index), records.ids[index], db, actor)
            }
        }
    }

    private func follow(
        _ result: ProbeResult, _ tenant: Tenant, _ id: Int, _ db: Database, _ actor: Actor
    ) throws {
        let status: Tenant.Status = result.health == .healthy ? .ready : .degraded
        guard tenant.status == .ready || tenant.status == .degraded, tenant.status != status,
            try JobRows(db: db).open(for: id) == nil
        else { return }
        try StackRows(db: db).set(status, reason: nil, of: id, at: result.at)
        var detail = ["status: \(tenant.status.rawValue) → \(status.rawValue)"]
        if !result.detail.isEmpty { detail.append("found: \(result.detail)") }
        try auditLog(db, actor).done("tenant.probe", tenant.slug.text, detail)
    }

    /// Replaces the recorded drift of each tenant that was compared.
    package func recordDrift(_ found: [Slug: [Drift]], at: Int) throws {
        try write { db in
            let records = try FleetSnapshot(db, path)
            for (slug, drift) in found.sorted(by: { $0.key < $1.key }) {
                guard let index = records.all.index(of: slug) else { continue }
                try HealthRows(db: db).put(drift, of: records.ids[index], at: at)
            }
        }
    }

    /// Returns the last probe of each tenant that was ever probed.
    package func probes() throws -> [Slug: ProbeResult] {
        try read { db in
            let sql = """
                SELECT slug, at, health, milliseconds, detail FROM probe
                JOIN tenant ON tenant.id = probe.tenant
                """
            let rows = try Row.fetchAll(db, sql: sql).map { row in
                (
                    try Slug(row[0]),
                    ProbeResult(
                        at: row[1], health: try JobRows.word(row[2]), milliseconds: row[3],
                        detail: row[4])
                )
            }
            return Dictionary(rows) { $1 }
        }
    }
}
