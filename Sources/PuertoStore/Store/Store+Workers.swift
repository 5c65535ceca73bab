internal import GRDB
package import PuertoCore

extension Store {
    /// The workers whose last sign is kept.
    private static let workersKept = 16

    /// Records that a worker runs, or that it ends.
    package func recordWorker(_ holder: String, isOver: Bool) throws {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO worker_sign (holder, at, is_over) VALUES (?, ?, ?)
                    ON CONFLICT (holder) DO UPDATE SET at = excluded.at, is_over = excluded.is_over
                    """, arguments: [holder, options.now(), isOver ? 1 : 0])
            try db.execute(
                sql: """
                    DELETE FROM worker_sign WHERE holder <> ?1 AND holder NOT IN
                        (SELECT holder FROM worker_sign ORDER BY is_over, at DESC LIMIT ?2)
                    """, arguments: [holder, Store.workersKept])
        }
    }

    /// Tells whether a worker runs, and when the last one gave a sign of life.
    package func workerSight() throws -> WorkerSight {
        try read { db in
            let now = options.now()
            let rows = try Row.fetchAll(db, sql: "SELECT at, is_over FROM worker_sign")
            // A worker of a version without signs has left its rounds.
            let round = try Int.fetchOne(db, sql: "SELECT max(at) FROM heartbeat")
            let times = rows.map { $0[0] as Int } + [round].compactMap { $0 }
            // One that has not come yet is of a clock that was ahead, and says nothing of when.
            let last = times.filter { $0 <= now + Freshness.leeway }.max()
            let isRunning = rows.contains { row in
                let (at, isOver): (Int, Int) = (row[0], row[1])
                return isOver == 0
                    && Freshness(of: at, now: now, sunset: WorkerSight.sunset) == .fresh
            }
            guard !times.isEmpty else { return WorkerSight(.never, seenAt: nil) }
            return WorkerSight(isRunning ? .running : .gone, seenAt: last)
        }
    }
}
