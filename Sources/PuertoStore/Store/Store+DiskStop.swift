internal import GRDB
package import PuertoCore

extension Store {
    /// MiB by which the free space has to fall on before another client is suspended: the first
    /// suspension frees nothing, it only ends the writing.
    private static let fall = 64

    /// Tells whether a client may be suspended now: none is being stopped, whoever wants it, and the
    /// free space has fallen since the last one was.
    func mayStop(_ sight: DiskSight, _ stoppedFree: Int?, _ db: Database) throws -> Bool {
        let open = """
            SELECT EXISTS (SELECT 1 FROM job WHERE action = 'suspend'
                AND state IN ('queued', 'running'))
            """
        let isStopping = try Bool.fetchOne(db, sql: open) ?? false
        return !isStopping && stoppedFree.map { sight.free <= max(0, $0 - Store.fall) } ?? true
    }

    /// The outcome of looking for a client to suspend.
    enum DiskStop {
        case queued(Job)
        /// The client that is furthest above its plan has a job that has to end first.
        case waits
        /// No client that may be suspended is above its plan.
        case nobody
    }

    /// Queues the suspension of the client that is furthest above its plan, and of two equal ones
    /// of that which has grown most. Never one within its plan, and not again one that an operator
    /// has resumed, before it has grown by another tenth of its plan.
    func stopOne(
        _ sight: DiskSight, _ records: FleetSnapshot, _ rows: DiskRows, _ db: Database
    ) throws -> DiskStop {
        let (known, now) = (try rows.all(), options.now())
        let candidates = try records.tenants().compactMap { entry -> Candidate? in
            guard entry.tenant.isClient(of: sight.host), entry.tenant.isRunning,
                let row = known[entry.id], row.use.freshness(now: now) == .fresh,
                let limit = records.diskLimit(of: entry.tenant)
            else { return nil }
            let excess = row.use.excess(limit: limit)
            guard excess > 0, try !isSpared(entry.id, row, limit, db) else { return nil }
            return Candidate(entry: entry, row: row, limit: limit, excess: excess)
        }
        let inOrder = candidates.sorted {
            ($0.excess, $0.row.grown, $1.entry.id) > ($1.excess, $1.row.grown, $0.entry.id)
        }
        for one in inOrder {
            var request = JobRequest(.suspend, one.entry.tenant.slug, by: .worker)
            request.parameters.reason = DiskText.reason
            request.priority = 100
            // It is looked at again in the next round. No client that is less above pays for it.
            guard try JobRows(db: db).open(for: one.entry.id) == nil else { return .waits }
            guard case .success(let job) = try enqueue(request, db) else { continue }
            var row = one.row
            row.stoppedSize = row.use.total
            try rows.put(row, of: one.entry.id)
            try auditLog(db, .worker).done(
                "tenant.disk", one.entry.tenant.slug.text,
                [
                    "disk: \(DiskText.share(row.use.total, of: one.limit, .enUS))",
                    "free: \(DiskText.size(sight.free, .enUS)), "
                        + "\(DiskText.size(sight.reserve, .enUS)) are to stay free",
                    "job: \(job.id)",
                ])
            return .queued(job)
        }
        return .nobody
    }

    /// Tells whether an operator has resumed the client since it was suspended, and it has not grown
    /// by another tenth of its plan. A suspension that was never done spares nobody.
    private func isSpared(_ tenant: Int, _ row: DiskRows.Entry, _ limit: Int, _ db: Database) throws
        -> Bool
    {
        guard let size = row.stoppedSize, row.use.total < size + limit << 10 / 10 else {
            return false
        }
        let last = """
            SELECT state FROM job WHERE tenant = ? AND action = 'suspend' AND actor = ?
            ORDER BY seq DESC LIMIT 1
            """
        let state = try String.fetchOne(db, sql: last, arguments: [tenant, Actor.worker.text])
        return state != Job.State.failed.rawValue && state != Job.State.cancelled.rawValue
    }

    private struct Candidate {
        let entry: FleetSnapshot.Entry
        let row: DiskRows.Entry
        let limit: Int
        let excess: Int
    }
}

extension Tenant {
    func isClient(of host: Slug) -> Bool { kind == .client && self.host == host }

    fileprivate var isRunning: Bool {
        switch status {
        case .ready, .degraded, .provisioning: true
        case .draft, .suspended, .archived: false
        }
    }
}

extension FleetSnapshot {
    /// The `disk_gb` of a tenant's plan.
    func diskLimit(of tenant: Tenant) -> Int? {
        all.plans.first { $0.id == tenant.plan }?.limits.diskGB
    }
}
