internal import GRDB
internal import PuertoCore

// Rows may have been written by another version, or by hand. A row that cannot be read is shown as
// bad and fails alone: it holds up no other job.

extension JobRows {
    /// Decodes a job for a reader. One whose parameters this version cannot read is shown without
    /// them, with the reason as its error.
    func shown(_ row: Row) throws -> Entry {
        do { return try record(row) } catch let problem as PuertoError {
            let reason = JobRows.error(row) ?? JobRows.reason(problem)
            var job = try job(row, JobParameters(), error: reason)
            job.steps = (try? steps(of: row["seq"])) ?? []
            return Entry(
                seq: row["seq"], tenant: row["tenant"], job: job,
                isCancelled: row["is_cancelled"] == 1)
        }
    }

    /// Decodes jobs for a reader, and leaves out those of which not even the action can be read.
    func shown(_ rows: [Row]) -> [Entry] { rows.compactMap { try? shown($0) } }

    /// Fails a job that this version cannot read, so that the next one can be claimed.
    func failUnreadable(_ row: Row, _ problem: PuertoError, at: Int) throws {
        let reason = JobRows.reason(problem)
        try TranslationRows(db: db).keep(reason)
        try db.execute(
            sql: """
                UPDATE job SET state = 'failed', ended_at = max(?, created_at), error = ?
                WHERE seq = ?
                """, arguments: [at, JobRows.cut(reason.english), row["seq"] as Int])
    }

    static func reason(_ problem: PuertoError) -> RecordedText {
        RecordedText(
            "this puerto cannot read the job: \(problem.message) (ask for it again)",
            spanish: "este programa no sabe leer el trabajo: \(problem.message(.es)) "
                + "(pídelo otra vez)")
    }
}
