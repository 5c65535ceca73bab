internal import GRDB
internal import PuertoCore

extension Store {
    /// The number of jobs that are kept of each client, and of the fleet.
    static let jobsKept = 50
    /// Seconds for which every job is kept: an idempotency key is known for as long.
    static let jobAge = 90 * 86400

    /// Deletes old jobs with their steps and logs, some hundreds at a time. The history keeps what
    /// they did.
    func pruneJobs() throws {
        let before = options.now() - Store.jobAge
        let sql = """
            SELECT seq FROM (SELECT seq, state, ended_at,
                row_number() OVER (PARTITION BY coalesce(tenant, -1) ORDER BY seq DESC) AS place
                FROM job)
            WHERE place > ? AND state NOT IN ('queued', 'running') AND ended_at < ?
            ORDER BY seq LIMIT 500
            """
        let arguments: StatementArguments = [Store.jobsKept, before]
        let old = try read { try Int.fetchAll($0, sql: sql, arguments: arguments) }
        guard !old.isEmpty else { return }
        try write { db in
            for seq in old {
                for table in ["lease", "job_event", "job_step"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE job = ?", arguments: [seq])
                }
                try db.execute(sql: "DELETE FROM job WHERE seq = ?", arguments: [seq])
            }
        }
    }
}
