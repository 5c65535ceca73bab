internal import GRDB
package import PuertoCore

extension Store {
    /// Records the steps of a job, and returns them with their states. Done steps stay done after
    /// the death of a worker; after a failed step only with `keepingDone`.
    package func recordSteps(_ names: [JobStep.Name], keepingDone: Bool, _ lease: Lease) throws
        -> [JobStep]
    {
        try write { db in
            try renew(lease, db)
            let rows = JobRows(db: db)
            try rows.replaceSteps(names, keepingDone: keepingDone, of: lease.seq)
            return try rows.steps(of: lease.seq)
        }
    }

    /// Records that a step begins or ends, with a line of the log if there is a text.
    package func mark(
        _ step: JobStep.Name, _ state: JobStep.State, saying text: RecordedText? = nil,
        _ lease: Lease
    ) throws {
        try write { db in
            try renew(lease, db)
            let rows = JobRows(db: db)
            try rows.mark(step, state, of: lease.seq, at: options.now())
            if let text { try rows.log(text, in: lease.seq, step: step, at: options.now()) }
        }
    }

    /// Adds lines to a job's log.
    package func log(_ lines: [String], step: JobStep.Name?, _ lease: Lease) throws {
        try log(LogBatch(lines), step: step, lease)
    }

    /// Adds lines to a job's log, of which some may have been left out already.
    package func log(_ batch: LogBatch, step: JobStep.Name?, _ lease: Lease) throws {
        guard !batch.lines.isEmpty else { return }
        try write { db in
            try renew(lease, db)
            try JobRows(db: db).log(batch, in: lease.seq, step: step, at: options.now())
        }
    }

    /// Adds a line to the log of a job that is over.
    package func log(_ text: RecordedText, afterTheEndOf lease: Lease) throws {
        try write { db in
            try JobRows(db: db).log(text, in: lease.seq, step: nil, at: options.now())
        }
    }

    /// Ends a job as done.
    package func finish(_ lease: Lease) throws {
        try end(lease, .done, error: nil)
    }

    /// Ends a job as failed. With `retryAfter` (seconds) and an attempt left it puts the job back into
    /// the queue instead, or ends it as cancelled when it was cancelled.
    package func fail(_ lease: Lease, _ error: RecordedText, retryAfter: Int?) throws -> Job {
        guard let retryAfter, lease.job.attempt < lease.job.attempts else {
            return try end(lease, .failed, error: error)
        }
        let now = options.now()
        let job = try write { db -> Job? in
            try renew(lease, db)
            let rows = JobRows(db: db)
            guard try !rows.isCancelled(lease.seq) else { return nil }
            try rows.putBack(lease.seq, error: error, readyAt: now + retryAfter)
            let (next, most) = (lease.job.attempt + 1, lease.job.attempts)
            try rows.log(
                RecordedText(
                    "tried again in \(retryAfter) s, attempt \(next) of \(most)",
                    spanish: "se repite en \(retryAfter) s, intento \(next) de \(most)"),
                in: lease.seq, step: nil, at: now)
            try drop(lease, db)
            return try rows.find(lease.job.id).job
        }
        return try job ?? end(lease, .cancelled, error: error)
    }

    /// Ends a job that was cancelled.
    package func giveUp(_ lease: Lease) throws { try end(lease, .cancelled, error: nil) }

    /// Puts a job back into the queue as it was, since its worker was told to stop. A cancelled job
    /// ends, unless what it has begun has to be undone first.
    package func pause(_ lease: Lease) throws {
        let isOver = try write { db in
            try renew(lease, db)
            let rows = JobRows(db: db)
            let record = try rows.find(lease.job.id)
            guard !record.isCancelled || record.needsUndoing else { return true }
            try rows.putBack(lease.seq, as: lease.job, readyAt: lease.job.readyAt)
            try rows.giveBackAttempt(lease.seq)
            try drop(lease, db)
            return false
        }
        if isOver { try giveUp(lease) }
    }

    @discardableResult
    private func end(_ lease: Lease, _ state: Job.State, error: RecordedText?) throws -> Job {
        try write { db in
            try renew(lease, db)
            let rows = JobRows(db: db)
            try rows.end(lease.seq, state, error: error, at: options.now())
            // A job that is done has changed what was compared before it.
            if state == .done, lease.job.tenant != nil,
                let begun = try rows.find(lease.job.id).job.startedAt
            {
                try HealthRows(db: db).forgetDrift(of: lease.tenant, before: begun)
            }
            let detail =
                ["job: \(lease.job.id)"]
                + (error.map { ["error: \(JobRows.cut($0.english))"] } ?? [])
            try auditLog(db, .job(lease.job.id)).write(
                state == .done ? .done : state == .failed ? .failed : .refused,
                "job.\(lease.job.action.rawValue)", lease.job.tenant?.text ?? "", detail)
            try drop(lease, db)
            return try rows.find(lease.job.id).job
        }
    }

    func drop(_ lease: Lease, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM lease WHERE tenant = ? AND token = ?",
            arguments: [lease.tenant, lease.token.text])
    }
}
