internal import GRDB
package import PuertoCore

/// A client that should run, as the records know it.
package struct WantedStack: Hashable, Sendable {
    package let id: Int
    /// The number that its containers carry.
    package let number: Int
    package let slug: Slug
    package let services: Set<ServiceKind>
}

/// The decision about a client that should run and does not.
package enum Revival: Hashable, Sendable {
    /// A job was queued: this attempt of `Store.revivals`.
    case queued(Job, attempt: Int)
    /// No attempt has helped. It is said once.
    case givenUp(Slug)
}

extension Store {
    /// The most attempts to bring a client back.
    package static let revivals = 3
    /// The seconds before the second attempt, the third one, and the end of the attempts.
    private static let pauses = [60, 300, 60]

    /// Returns the clients of a host that should run: ready or degraded, made by Puerto, and
    /// without an open job.
    package func wantedStacks(on host: Slug) throws -> [WantedStack] {
        try read { db in
            let sql = """
                SELECT tenant FROM stack WHERE applied IS NOT NULL AND tenant <> 0
                    AND NOT EXISTS (SELECT 1 FROM job WHERE job.tenant = stack.tenant
                        AND job.state IN ('queued', 'running'))
                """
            let made = Set(try Int.fetchAll(db, sql: sql))
            guard !made.isEmpty else { return [] }
            return try FleetSnapshot(db, path).tenants().compactMap { entry in
                let tenant = entry.tenant
                guard made.contains(entry.id), tenant.kind == .client, tenant.host == host,
                    tenant.status == .ready || tenant.status == .degraded
                else { return nil }
                let services = Set(ServiceKind.allCases).filter {
                    $0 != .redis || tenant.stack.hasRedis
                }
                return WantedStack(
                    id: entry.id, number: try Store.number(entry.id, db), slug: tenant.slug,
                    services: services)
            }
        }
    }

    /// Queues `reconcile` for clients that were seen not to run, a few times each, with growing
    /// pauses. Forgets the attempts for every client that was seen to run.
    package func revive(_ stopped: [WantedStack], seen: [WantedStack]) throws -> [Revival] {
        let isKnown = try read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM revival)") ?? false
        }
        guard isKnown || !stopped.isEmpty else { return [] }
        return try write { db in
            let running = Set(seen.map(\.id)).subtracting(stopped.map(\.id))
            for id in running {
                try db.execute(sql: "DELETE FROM revival WHERE tenant = ?", arguments: [id])
            }
            return try stopped.compactMap { try revive($0, db) }
        }
    }

    private func revive(_ stack: WantedStack, _ db: Database) throws -> Revival? {
        let now = options.now()
        // The record may have changed since it was read.
        guard let entry = try? FleetSnapshot(db, path).tenant(stack.slug), entry.id == stack.id,
            entry.tenant.status == .ready || entry.tenant.status == .degraded,
            try JobRows(db: db).open(for: stack.id) == nil
        else { return nil }
        let row = try Row.fetchOne(
            db, sql: "SELECT tries, next_at, is_over FROM revival WHERE tenant = ?",
            arguments: [stack.id])
        let tries = row.map { $0["tries"] as Int } ?? 0
        let next = row.map { $0["next_at"] as Int } ?? 0
        let isOver = row.map { $0["is_over"] as Bool } ?? false
        // A time too far ahead was written under another clock.
        guard !isOver, next <= now || next > now + Job.longestPause else { return nil }
        guard tries < Store.revivals else {
            try db.execute(
                sql: "UPDATE revival SET is_over = 1 WHERE tenant = ?", arguments: [stack.id])
            try auditLog(db, .worker).write(
                .failed, "stack.revive", stack.slug.text, ["attempts: \(tries)"])
            return .givenUp(stack.slug)
        }
        var request = JobRequest(.reconcile, stack.slug, by: .worker)
        request.attempts = 1
        guard case .success(let job) = try enqueue(request, db) else { return nil }
        try db.execute(
            sql: """
                INSERT INTO revival (tenant, tries, next_at) VALUES (?, 1, ?)
                ON CONFLICT (tenant) DO UPDATE SET tries = tries + 1, next_at = excluded.next_at
                """, arguments: [stack.id, now + Store.pauses[tries]])
        return .queued(job, attempt: tries + 1)
    }
}
