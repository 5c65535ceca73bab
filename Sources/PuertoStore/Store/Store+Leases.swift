internal import GRDB
internal import PuertoCore

extension Store {
    /// Claims the next due job, or the job of this id, with the lease of its tenant. Returns `nil`
    /// when there is none, or another worker holds the lease.
    ///
    /// Takes over leases whose holder is gone, and those in `silent`, which have not beaten for as
    /// long as the caller has watched. Each takeover is a line of the history. The job's done steps
    /// stay done.
    ///
    /// With `withoutEngine` it claims only jobs that need no container engine. A job that this
    /// version cannot read is failed and passed over. Throws `unsupported` when another program has
    /// changed the schema meanwhile.
    package func claim(
        _ id: String? = nil, for holder: LeaseHolder, watch: HolderWatch,
        silent: Set<LeaseSight> = [], withoutEngine: Bool = false
    ) throws -> Lease? {
        try write { db in
            try SchemaState(db).check(path)
            try releaseTheDead(db, holder, watch, silent)
            let rows = JobRows(db: db)
            while let due = try due(id, withoutEngine, db) {
                do {
                    let record = try rows.record(due)
                    try rows.begin(record.seq, at: options.now())
                    return try take(record, holder, db)
                } catch let error as PuertoError where error.code == .invalid {
                    try fail(due, error, holder, db)
                }
            }
            return nil
        }
    }

    private func due(_ id: String?, _ withoutEngine: Bool, _ db: Database) throws -> Row? {
        try Row.fetchOne(
            db,
            sql: """
                \(JobRows.columns) WHERE job.state = 'queued'
                    AND (job.id = ? OR (? IS NULL
                        AND (job.ready_at <= ? OR job.ready_at > ?)))
                    AND (? OR job.action = 'build' OR job.tenant = 0)
                    AND NOT EXISTS (SELECT 1 FROM lease
                        WHERE lease.tenant = coalesce(job.tenant, -1))
                ORDER BY job.priority DESC, job.seq LIMIT 1
                """,
            arguments: [
                id, id, options.now(), options.now() + Job.longestPause, !withoutEngine,
            ])
    }

    /// Fails a job that cannot be read, with a line of the history.
    private func fail(
        _ row: Row, _ error: PuertoError, _ holder: LeaseHolder, _ db: Database
    ) throws {
        try JobRows(db: db).failUnreadable(row, error, at: options.now())
        try auditLog(db, .workerProcess(holder.text)).write(
            .failed, "job.read", (row["slug"] as String?).map(JobRows.text) ?? "",
            ["job: \(JobRows.text(row["id"]))", "error: \(JobRows.cut(error.message))"])
    }

    private func take(_ record: JobRows.Entry, _ holder: LeaseHolder, _ db: Database) throws
        -> Lease
    {
        let (tenant, token) = (record.tenant ?? -1, RandomID())
        try db.execute(
            sql: "INSERT INTO lease (tenant, job, token, holder, taken_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [tenant, record.seq, token.text, holder.text, options.now()])
        return Lease(
            job: try JobRows(db: db).find(record.job.id).job, seq: record.seq, tenant: tenant,
            token: token, isCancelled: record.isCancelled)
    }

    /// Gives back the leases of holders that are gone; their jobs wait in the queue again.
    func releaseTheDead(
        _ db: Database, _ holder: LeaseHolder, _ watch: HolderWatch, _ silent: Set<LeaseSight>
    ) throws {
        for row in try Row.fetchAll(db, sql: "SELECT * FROM lease") {
            let sight = LeaseSight(tenant: row["tenant"], token: row["token"], beats: row["beats"])
            let old = LeaseHolder(row["holder"])
            guard watch.isGone(old) ?? silent.contains(sight) else { continue }
            let job = try Row.fetchOne(
                db, sql: "\(JobRows.columns) WHERE job.seq = ?", arguments: [row["job"] as Int])
            try db.execute(
                sql: "DELETE FROM lease WHERE tenant = ?", arguments: [row["tenant"] as Int])
            guard let job, (job["state"] as String) == Job.State.running.rawValue else { continue }
            do { try recover(JobRows(db: db).record(job), from: old, by: holder, db) } catch let
                error as PuertoError where error.code == .invalid
            { try fail(job, error, holder, db) }
        }
    }

    /// Recovers the job of a dead worker: puts it back into the queue, or ends it when it was
    /// cancelled or too many of its workers have died.
    private func recover(
        _ record: JobRows.Entry, from old: LeaseHolder, by holder: LeaseHolder, _ db: Database
    ) throws {
        let (rows, now) = (JobRows(db: db), options.now())
        let detail = [
            "job: \(record.job.id)", "action: \(record.job.action.rawValue)",
            "holder: \(old.text) → \(holder.text)",
        ]
        try auditLog(db, .workerProcess(holder.text)).done(
            "lease.takeover", record.job.tenant?.text ?? "", detail)
        try rows.log(JobRows.deathLine, in: record.seq, step: nil, at: now)
        let deaths = try rows.deaths(record.seq)
        let isOver = record.isCancelled && !record.needsUndoing
        guard isOver || deaths > Store.mostDeaths else {
            // A death is not a failure of the job, so it uses up no attempt. `mostDeaths` limits
            // it.
            try rows.putBack(record.seq, as: record.job, readyAt: now)
            return try rows.giveBackAttempt(record.seq)
        }
        let error =
            isOver
            ? nil
            : RecordedText(
                "its worker has died \(deaths) times",
                spanish: "su trabajador murió \(deaths) veces")
        try rows.end(record.seq, error == nil ? .cancelled : .failed, error: error, at: now)
        try auditLog(db, .job(record.job.id)).write(
            error == nil ? .refused : .failed, "job.\(record.job.action.rawValue)",
            record.job.tenant?.text ?? "",
            ["job: \(record.job.id)"] + (error.map { ["error: \($0.english)"] } ?? []))
    }

    private static let mostDeaths = 20

    /// Returns all leases with their holders.
    package func leases() throws -> [(sight: LeaseSight, holder: LeaseHolder)] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT tenant, token, beats, holder FROM lease").map {
                (LeaseSight(tenant: $0[0], token: $0[1], beats: $0[2]), LeaseHolder($0[3]))
            }
        }
    }

    /// Renews a lease. Throws `conflict` when another worker has taken it over. Returns whether the
    /// job was cancelled.
    package func beat(_ lease: Lease) throws -> Bool {
        try write { db in
            try renew(lease, db)
            return try JobRows(db: db).isCancelled(lease.seq)
        }
    }

    /// Counts a beat of a lease. Throws `conflict` when another worker has taken it over.
    func renew(_ lease: Lease, _ db: Database) throws {
        try db.cachedStatement(
            sql: "UPDATE lease SET beats = beats + 1 WHERE tenant = ? AND token = ?"
        ).execute(arguments: [lease.tenant, lease.token.text])
        guard db.changesCount == 1 else {
            throw PuertoError(
                .conflict, "job \(lease.job.id.prefix(8)) was taken over by another worker",
                hint: "nothing more is done here")
        }
    }
}
