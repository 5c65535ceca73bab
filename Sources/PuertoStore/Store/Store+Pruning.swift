internal import GRDB
internal import PuertoCore

extension Store {
    /// Deletes finished jobs that are older than `Options.jobAge` with their steps and logs, some
    /// hundreds at a time. The history keeps what they did.
    func pruneJobs() throws {
        let before = options.now() - options.jobAge
        let sql = """
            SELECT seq FROM job WHERE state NOT IN ('queued', 'running') AND ended_at < ?
            ORDER BY seq LIMIT 500
            """
        let old = try read { try Int.fetchAll($0, sql: sql, arguments: [before]) }
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
