internal import GRDB
internal import PuertoCore

/// Lines of a job's log that are written at once.
package struct LogBatch: Sendable {
    package var lines: [String]
    /// The number of lines that were left out after the first `JobRows.head` of them.
    package var gap = 0

    package init(_ lines: [String], gap: Int = 0) {
        self.lines = lines
        self.gap = gap
    }
}

extension LogBatch {
    /// The lines that a batch keeps at its beginning, and those that it keeps at its end.
    package static let head = JobRows.head
    package static let tail = JobRows.tail
}

// A log keeps its first and its last lines. Lines are numbered as they came, also those that were
// left out, so that a reader goes on after the last number that it has seen.

extension JobRows {
    /// The number of lines that a log keeps at its beginning and at its end.
    static let head = 500
    static let tail = 500

    /// Adds a line to a job's log.
    func log(_ text: RecordedText, in seq: Int, step: JobStep.Name?, at: Int) throws {
        try TranslationRows(db: db).keep(text)
        try log(LogBatch([text.english]), in: seq, step: step, at: at)
    }

    /// Adds lines to a job's log, and leaves out the middle of a log that has grown too long.
    func log(_ batch: LogBatch, in seq: Int, step: JobStep.Name?, at: Int) throws {
        let sql = "SELECT coalesce(max(number), 0) FROM job_event WHERE job = ?"
        let last = try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [seq]) ?? 0
        let end = last + batch.lines.count + batch.gap
        let isLong = end > JobRows.head + JobRows.tail
        let insert = try db.cachedStatement(
            sql: "INSERT INTO job_event (job, number, at, step, text) VALUES (?, ?, ?, ?, ?)")
        for (index, line) in batch.lines.enumerated() {
            let number = last + 1 + index + (index < JobRows.head ? 0 : batch.gap)
            guard !isLong || number <= JobRows.head || number > end - JobRows.tail else { continue }
            try insert.execute(
                arguments: [seq, number, at, step?.rawValue ?? "", JobRows.cut(line)])
        }
        if isLong { try leaveOut(upTo: end - JobRows.tail, of: seq, at: at) }
    }

    /// Deletes the lines between the head and the tail; one line in their place says how many.
    /// Lines that `deaths` counts stay.
    private func leaveOut(upTo number: Int, of seq: Int, at: Int) throws {
        let first = JobRows.head + 1
        try db.cachedStatement(
            sql: """
                DELETE FROM job_event WHERE job = ? AND number BETWEEN ? AND ? AND text <> ?
                """
        ).execute(arguments: [seq, first, number, JobRows.death])
        try db.cachedStatement(
            sql: """
                INSERT INTO job_event (job, number, at, step, text) VALUES (?, ?, ?, '', ?)
                ON CONFLICT (job, number) DO UPDATE SET text = excluded.text, step = ''
                """
        ).execute(
            arguments: [
                seq, first, at,
                "… \(number - JobRows.head) lines are left out here: a log keeps its first "
                    + "\(JobRows.head) and its last \(JobRows.tail)",
            ])
    }
}
