internal import GRDB
internal import PuertoCore

extension JobRows {
    func add(_ request: JobRequest, tenant: Int?, at: Int) throws -> Job {
        let id = RandomID().short
        try db.execute(
            sql: """
                INSERT INTO job (id, action, tenant, parameters, actor, idempotency_key, priority,
                    state, attempts, created_at, ready_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?)
                """,
            arguments: [
                id, request.action.rawValue, tenant, request.parameters.text, request.actor.text,
                request.key, request.priority, request.attempts, at, at,
            ])
        return try find(id).job
    }

    func keyed(_ key: String) throws -> Entry? {
        try Row.fetchOne(
            db, sql: "\(JobRows.columns) WHERE job.idempotency_key = ?", arguments: [key]
        ).map(record)
    }

    func isCancelled(_ seq: Int) throws -> Bool {
        let sql = "SELECT is_cancelled FROM job WHERE seq = ?"
        return try Bool.fetchOne(db, sql: sql, arguments: [seq]) ?? false
    }

    func end(_ seq: Int, _ state: Job.State, error: RecordedText?, at: Int) throws {
        if let error { try TranslationRows(db: db).keep(error) }
        try db.execute(
            sql: """
                UPDATE job SET state = ?, ended_at = max(?, created_at), error = ? WHERE seq = ?
                """, arguments: [state.rawValue, at, error.map { JobRows.cut($0.english) }, seq])
        try outdateComparisons(seq)
    }

    /// Puts a job back into the queue for another attempt.
    func putBack(_ seq: Int, error: RecordedText?, readyAt: Int) throws {
        if let error { try TranslationRows(db: db).keep(error) }
        try putBack(seq, said: error.map { JobRows.cut($0.english) }, readyAt: readyAt)
    }

    /// Puts a job back into the queue with the error that it has already.
    func putBack(_ seq: Int, as job: Job, readyAt: Int) throws {
        try putBack(seq, said: job.error, readyAt: readyAt)
    }

    private func putBack(_ seq: Int, said error: String?, readyAt: Int) throws {
        try db.execute(
            sql: "UPDATE job SET state = 'queued', error = ?, ready_at = ? WHERE seq = ?",
            arguments: [error, readyAt, seq])
        try outdateComparisons(seq)
    }

    /// Returns the time at which the tenant's newest job began.
    func newestStart(of tenant: Int) throws -> Int? {
        try Int.fetchOne(
            db, sql: "SELECT max(started_at) FROM job WHERE tenant = ?", arguments: [tenant])
    }

    /// Makes every comparison that has begun older than the newest one of the job's tenant: it may
    /// have seen the job at work.
    private func outdateComparisons(_ seq: Int) throws {
        let tenant = try Int.fetchOne(
            db, sql: "SELECT tenant FROM job WHERE seq = ? AND tenant IS NOT NULL",
            arguments: [seq])
        guard let tenant else { return }
        let sights = SightRows(db: db)
        try sights.set(.compared, sights.next(), of: tenant)
    }

    /// Takes back an attempt that ended without a fault of the job's own.
    func giveBackAttempt(_ seq: Int) throws {
        try db.execute(
            sql: "UPDATE job SET attempt = max(attempt - 1, 0) WHERE seq = ?", arguments: [seq])
    }

    /// The log's line when a worker was found dead. `deaths` counts these lines.
    static let death = "its worker is gone: taken over"
    static let deathLine = RecordedText(death, spanish: "su trabajador desapareció: otro lo toma")

    func deaths(_ seq: Int) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM job_event WHERE job = ? AND text = ?",
            arguments: [seq, JobRows.death]) ?? 0
    }

    func begin(_ seq: Int, at: Int) throws {
        try db.execute(
            sql: """
                UPDATE job SET state = 'running', attempt = min(attempt + 1, attempts),
                    started_at = coalesce(started_at, ?)
                WHERE seq = ?
                """, arguments: [at, seq])
    }

    /// Replaces the steps of a job. Steps that are done stay done, but after a failure only with
    /// `keepingDone`.
    func replaceSteps(_ names: [JobStep.Name], keepingDone: Bool, of seq: Int) throws {
        let old = try steps(of: seq)
        let isResumed = keepingDone || !old.contains { $0.state == .failed }
        let done = isResumed ? old.filter { $0.state == .done } : []
        try db.execute(sql: "DELETE FROM job_step WHERE job = ?", arguments: [seq])
        for (position, name) in names.enumerated() {
            let step = done.first { $0.knownName == name }
            try db.execute(
                sql: """
                    INSERT INTO job_step (job, position, name, state, started_at, ended_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    seq, position, name.rawValue, (step?.state ?? .waiting).rawValue,
                    step?.startedAt,
                    step?.endedAt,
                ])
        }
    }

    func mark(_ step: JobStep.Name, _ state: JobStep.State, of seq: Int, at: Int) throws {
        let sql =
            state == .running
            ? "UPDATE job_step SET state = ?, started_at = ?, ended_at = NULL"
            : "UPDATE job_step SET state = ?, ended_at = max(?, coalesce(started_at, 0))"
        try db.cachedStatement(sql: "\(sql) WHERE job = ? AND name = ?")
            .execute(arguments: [state.rawValue, at, seq, step.rawValue])
    }
}
