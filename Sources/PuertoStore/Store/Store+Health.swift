internal import GRDB
package import PuertoCore

extension Store {
    /// Records the results of probes, and counts those of stacks that are to run by the day. Of two
    /// results the one that began later is the last probe; `began` is its number, from
    /// `beginSight()`. Without one the times in the results decide. Returns the tenants whose answer
    /// or status is another one now.
    ///
    /// A ready stack that is not healthy becomes degraded, and a degraded one that is healthy
    /// becomes ready, each with a line of the history. A stack with an open job keeps its status.
    @discardableResult
    package func record(
        _ results: [Slug: ProbeResult], by actor: Actor, began: Int? = nil
    ) throws -> Set<Slug> {
        guard !results.isEmpty else { return [] }
        return try write { db in
            let records = try FleetSnapshot(db, path)
            var changed: Set<Slug> = []
            for (slug, result) in results.sorted(by: { $0.key < $1.key }) {
                guard let index = records.all.index(of: slug) else { continue }
                let id = records.ids[index]
                let before = try answer(of: id, db)
                let isNewest = try HealthRows(db: db).put(
                    result, of: id, counts: records.all.tenant(index).status.isToRun,
                    began: began, now: options.now())
                guard isNewest else { continue }
                let follows = try follow(result, records.all.tenant(index), id, db, actor)
                if try follows || before != answer(of: id, db) { changed.insert(slug) }
            }
            return changed
        }
    }

    /// Reads a probe's answer: its health and its words, without time and duration.
    private func answer(of tenant: Int, _ db: Database) throws -> [String]? {
        let sql = "SELECT health, detail FROM probe WHERE tenant = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [tenant]).map {
            [$0[0], $0[1]]
        }
    }

    /// Sets the status as a probe found it. Returns whether it is another one.
    private func follow(
        _ result: ProbeResult, _ tenant: Tenant, _ id: Int, _ db: Database, _ actor: Actor
    ) throws -> Bool {
        let status: Tenant.Status = result.health == .healthy ? .ready : .degraded
        guard tenant.status == .ready || tenant.status == .degraded, tenant.status != status,
            try JobRows(db: db).open(for: id) == nil
        else { return false }
        try StackRows(db: db).set(status, reason: nil, of: id, at: result.at)
        // The probe has made the state, so it is not older than it.
        let sights = SightRows(db: db)
        try sights.set(.stated, try sights.numbers(of: id).probed, of: id)
        var detail = ["status: \(tenant.status.rawValue) → \(status.rawValue)"]
        if !result.detail.isEmpty { detail.append("found: \(result.detail)") }
        try auditLog(db, actor).done("tenant.probe", tenant.slug.text, detail)
        return true
    }

    /// Replaces the recorded drift of each tenant that was compared. `began` is the number of the
    /// comparison, from `beginSight()`; an older one does not replace a newer one, and one that saw
    /// a job at work says nothing of what the job leaves. Without a number it is the job's own.
    /// Returns the tenants whose drift is another one now.
    @discardableResult
    package func recordDrift(_ found: [Slug: [Drift]], at: Int, began: Int? = nil) throws
        -> Set<Slug>
    {
        try write { db in
            let records = try FleetSnapshot(db, path)
            var changed: Set<Slug> = []
            for (slug, drift) in found.sorted(by: { $0.key < $1.key }) {
                guard let index = records.all.index(of: slug) else { continue }
                let id = records.ids[index]
                let open = began == nil ? nil : try JobRows(db: db).open(for: id)
                if let job = open?.job, job.state == .running {
                    // The comparison from before the job is out of date too.
                    let isNews = try HealthRows(db: db).forgetDrift(
                        of: id, before: job.startedAt ?? job.createdAt)
                    if isNews { changed.insert(slug) }
                    continue
                }
                let isNew = try HealthRows(db: db).put(drift, of: id, at: at, began: began)
                if isNew { changed.insert(slug) }
            }
            return changed
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
