internal import GRDB
package import PuertoCore

extension Store {
    /// MiB by which the free space has to fall on before another client is suspended: the first
    /// suspension frees nothing, it only ends the writing.
    private static let fall = 64

    /// Tells whether a client may be suspended now: none is being stopped, and the free space has
    /// fallen since the last one was.
    func mayStop(
        _ sight: DiskSight, _ stoppedFree: Int?, _ records: FleetSnapshot, _ db: Database
    ) throws -> Bool {
        let open = """
            SELECT EXISTS (SELECT 1 FROM job WHERE action = 'suspend' AND actor = ?
                AND state IN ('queued', 'running'))
            """
        let isStopping = try Bool.fetchOne(db, sql: open, arguments: [Actor.worker.text]) ?? false
        return !isStopping && stoppedFree.map { sight.free <= $0 - Store.fall } ?? true
    }

    /// Queues the suspension of the client that is furthest above its plan, and of two equal ones
    /// of that which has grown most. Never one within its plan, and not again one that an operator
    /// has resumed, before it has grown by another tenth of its plan.
    func stopOne(
        _ sight: DiskSight, _ records: FleetSnapshot, _ rows: DiskRows, _ db: Database
    ) throws -> Job? {
        let (known, now) = (try rows.all(), options.now())
        let candidates = records.tenants().compactMap { entry -> Candidate? in
            guard entry.tenant.isClient(of: sight.host), entry.tenant.isRunning,
                let row = known[entry.id], row.use.freshness(now: now) == .fresh,
                let limit = records.diskLimit(of: entry.tenant)
            else { return nil }
            let excess = row.use.excess(limit: limit)
            let isSpared = row.stoppedSize.map { row.use.total < $0 + limit << 10 / 10 } ?? false
            guard excess > 0, !isSpared else { return nil }
            return Candidate(entry: entry, row: row, limit: limit, excess: excess)
        }
        let inOrder = candidates.sorted {
            ($0.excess, $0.row.grown, $1.entry.id) > ($1.excess, $1.row.grown, $0.entry.id)
        }
        for one in inOrder {
            var request = JobRequest(.suspend, one.entry.tenant.slug, by: .worker)
            request.parameters.reason = DiskText.reason
            request.priority = 100
            // A client with an open job is looked at again in the next round.
            guard try JobRows(db: db).open(for: one.entry.id) == nil,
                case .success(let job) = try enqueue(request, db)
            else { continue }
            var row = one.row
            row.stoppedSize = row.use.total
            try rows.put(row, of: one.entry.id)
            try auditLog(db, .worker).done(
                "tenant.disk", one.entry.tenant.slug.text,
                [
                    "disk: \(DiskText.share(row.use.total, of: one.limit, .en))",
                    "free: \(DiskText.size(sight.free, .en)), "
                        + "\(DiskText.size(sight.reserve, .en)) are to stay free",
                    "job: \(job.id)",
                ])
            return job
        }
        return nil
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
