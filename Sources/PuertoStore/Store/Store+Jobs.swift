internal import GRDB
package import PuertoCore

/// A request for an action, before it is a job.
package struct JobRequest: Sendable {
    package var action: Action
    package var tenant: Slug?
    package var parameters = JobParameters()
    package var actor: Actor
    /// The idempotency key: the same key again returns the same job.
    package var key: String?
    package var priority = 0
    package var attempts = 3
    /// The use of the passkey that has approved it; `nil` where no passkey was asked for.
    package var approval: PasskeyUse?

    package init(_ action: Action, _ tenant: Slug?, by actor: Actor) {
        self.action = action
        self.tenant = tenant
        self.actor = actor
    }
}

extension Store {
    /// Queues a job. Throws `protected` for the base system, `conflict` when the tenant's status
    /// does not allow the action, `busy` with the job that is already open for the tenant, and
    /// `throttled` beyond what a session may without an approval.
    package func enqueue(_ request: JobRequest) throws -> Job {
        try write { db in try enqueue(request, db) }.get()
    }

    /// Queues a job in the caller's transaction. The caller must commit also when this fails, since
    /// a refusal is a line of the history.
    func enqueue(_ request: JobRequest, _ db: Database) throws -> Result<Job, PuertoError> {
        if let length = request.key?.unicodeScalars.count, !(1...255).contains(length) {
            throw PuertoError(
                .invalid, "the idempotency key has \(length) characters", hint: "use 1 to 255")
        }
        let rows = JobRows(db: db)
        if let key = request.key, let old = try rows.keyed(key) {
            let job = try Store.same(old, request)
            // The signature was given and is recorded, whatever it has brought.
            try recordApproval(of: request, db)
            return .success(job)
        }
        let records = try request.tenant.map { _ in try FleetSnapshot(db, path) }
        let record = try request.tenant.flatMap { try records?.tenant($0) }
        do {
            try Store.check(request, record, rows)
            if let record, let records { try checkDisk(request.action, record, records, db) }
            if request.approval == nil {
                try checkPace(.job(request.action), by: request.actor, db)
            }
        } catch let error as PuertoError {
            try noteRefusal(request, error, db)
            return .failure(error)
        }
        try recordApproval(of: request, db)
        let job = try rows.add(request, tenant: record?.id, at: options.now())
        try auditLog(db, request.actor).done(
            "job.add", request.tenant?.text ?? "",
            ["job: \(job.id)", "action: \(request.action.rawValue)"] + request.parameters.lines)
        return .success(job)
    }

    /// Throws what `enqueue` throws for a tenant's kind and status, and then records the refusal.
    package func checkRecordingRefusal(_ action: Action, _ slug: Slug, by actor: Actor) throws {
        try write { db -> Result<Void, PuertoError> in
            let records = try FleetSnapshot(db, path)
            let entry = try records.tenant(slug)
            do {
                try action.check(entry.tenant)
                try checkDisk(action, entry, records, db)
            } catch let error as PuertoError {
                try noteRefusal(JobRequest(action, slug, by: actor), error, db)
                return .failure(error)
            }
            return .success(())
        }.get()
    }

    func noteRefusal(_ request: JobRequest, _ error: PuertoError, _ db: Database) throws {
        try auditLog(db, request.actor).write(
            .refused, "job.add", request.tenant?.text ?? "",
            ["action: \(request.action.rawValue)", "reason: \(error.message)"])
    }

    /// Queues an action on the fleet, or returns the same action's job that waits already.
    package func enqueueOnce(_ request: JobRequest) throws -> Job {
        try write { db in try enqueueOnce(request, db) }.get()
    }

    /// Does the same in the caller's transaction, which must commit also when this fails.
    func enqueueOnce(_ request: JobRequest, _ db: Database) throws -> Result<Job, PuertoError> {
        let waiting = try Row.fetchOne(
            db,
            sql: """
                \(JobRows.columns) WHERE job.tenant IS NULL AND job.action = ?
                    AND job.state = 'queued'
                """, arguments: [request.action.rawValue]
        ).map(JobRows(db: db).record)
        if let waiting, request.key == nil { return .success(waiting.job) }
        return try enqueue(request, db)
    }

    private static func check(
        _ request: JobRequest, _ record: FleetSnapshot.Entry?, _ rows: JobRows
    ) throws {
        guard let record else {
            guard !request.action.needsTenant else {
                throw PuertoError(
                    .invalid, "'\(request.action.rawValue)' needs a tenant", hint: "name a tenant"
                ).spanish("'\(request.action.rawValue)' necesita un cliente", hint: "nombra uno")
            }
            return
        }
        try request.action.check(record.tenant)
        try request.action.checkReason(request.parameters)
        try request.checkNewData()
        try request.checkDowngrade()
        guard let open = try rows.open(for: record.id) else { return }
        throw Store.busy(record.tenant.slug, open.job)
    }

    /// The error for a tenant whose open job has to end first.
    package static func busy(_ slug: Slug, _ open: Job) -> PuertoError {
        PuertoError(
            .busy,
            "'\(slug)' is busy: job \(open.id.prefix(8)) "
                + "(\(open.action.rawValue), by \(open.actor)) is \(open.state.rawValue)",
            hint: "puerto job show \(open.id.prefix(8)); or cancel it"
        ).spanish(
            "'\(slug)' está ocupado: el trabajo \(open.id.prefix(8)) "
                + "(\(open.action.word(.es)), de \(open.actor)) está \(open.state.word(.es))",
            hint: "puerto job show \(open.id.prefix(8)); o anúlalo")
    }

    private static func same(_ old: JobRows.Entry, _ request: JobRequest) throws -> Job {
        guard old.job.action == request.action, old.job.tenant == request.tenant,
            old.job.parameters == request.parameters
        else {
            throw PuertoError(
                .conflict, "the idempotency key was used for another job, \(old.job.id.prefix(8))",
                hint: "a new request needs a new key"
            ).spanish(
                "la clave de la petición ya se usó para otro trabajo, \(old.job.id.prefix(8))",
                hint: "una petición nueva necesita una clave nueva")
        }
        return old.job
    }
}

extension Store {
    /// Returns jobs, newest first. An empty `states` stands for all states.
    package func jobs(
        of tenant: Slug? = nil, states: Set<Job.State> = [], limit: Int = 50
    ) throws -> [Job] {
        try read { db in
            let id = try tenant.map { try FleetSnapshot(db, path).tenant($0).id }
            let words = (states.isEmpty ? Set(Job.State.allCases) : states).map {
                "'\($0.rawValue)'"
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    \(JobRows.columns) WHERE (? IS NULL OR job.tenant = ?)
                        AND job.state IN (\(words.joined(separator: ", ")))
                    ORDER BY job.seq DESC LIMIT ?
                    """, arguments: [id, id, limit])
            return JobRows(db: db).shown(rows).map(\.job)
        }
    }

    /// Returns a job by the beginning of its id.
    package func job(_ prefix: String) throws -> Job {
        try read { db in try JobRows(db: db).find(prefix).job }
    }

    /// Returns the job of an idempotency key, or `nil`.
    package func job(keyed key: String) throws -> Job? {
        try read { db in try JobRows(db: db).keyed(key)?.job }
    }

    /// Returns a job by its whole id, with the first lines of its log after an event's number, or
    /// with the last lines when `number` is `nil`. Throws `notFound`.
    package func job(id: String, eventsAfter number: Int?, limit: Int) throws -> (Job, [JobEvent]) {
        try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "\(JobRows.columns) WHERE job.id = ?"), arguments: [id])
            guard let row else {
                throw PuertoError(.notFound, "there is no job \(PuertoError.quote(id))")
                    .spanish("no hay ningún trabajo \(PuertoError.quote(id))")
            }
            let record = try JobRows(db: db).shown(row)
            let start = try number ?? Store.start(ofLast: limit, record.seq, db)
            return (record.job, try Store.events(record.seq, start, limit, db))
        }
    }

    /// Returns the lines of a job's log after an event's number. A negative limit is no limit.
    package func events(of id: String, after number: Int = 0, limit: Int = -1) throws -> [JobEvent]
    {
        try read { db in
            try Store.events(JobRows(db: db).find(id).seq, number, limit, db)
        }
    }

    private static func start(ofLast limit: Int, _ seq: Int, _ db: Database) throws -> Int {
        let sql = "SELECT max(number) FROM job_event WHERE job = ?"
        return max(0, (try Int.fetchOne(db, sql: sql, arguments: [seq]) ?? 0) - limit)
    }

    private static func events(_ seq: Int, _ number: Int, _ limit: Int, _ db: Database) throws
        -> [JobEvent]
    {
        let sql = """
            SELECT number, at, step, text, \(TranslationRows.spanish(of: "job_event.text"))
            FROM job_event WHERE job = ? AND number > ? ORDER BY number LIMIT ?
            """
        return try Row.fetchAll(db, sql: sql, arguments: [seq, number, limit]).map {
            JobEvent(
                number: $0[0], at: $0[1], step: $0[2], text: $0[3],
                spanish: ($0[4] as String?).map(JobRows.text))
        }
    }

    /// Queues a failed or cancelled job again, as a new job that begins with the first step.
    package func retry(_ prefix: String, key: String? = nil, by actor: Actor) throws -> Job {
        try enqueue(repeating(prefix, key: key, by: actor))
    }

    /// Makes the request that asks again for what a failed or cancelled job was to do.
    package func repeating(_ prefix: String, key: String? = nil, by actor: Actor) throws
        -> JobRequest
    {
        let old = try read { db in
            let rows = JobRows(db: db)
            return try rows.record(rows.row(prefix)).job
        }
        guard old.state == .failed || old.state == .cancelled else {
            throw PuertoError(
                .conflict, "job \(old.id.prefix(8)) is \(old.state.rawValue)",
                hint: "only what failed or was cancelled is tried again"
            ).spanish(
                "el trabajo \(old.id.prefix(8)) está \(old.state.word(.es))",
                hint: "solo se reintenta lo que ha fallado o se ha anulado")
        }
        var request = JobRequest(old.action, old.tenant, by: actor)
        request.parameters = old.parameters
        request.attempts = old.attempts
        request.key = key
        // The plan was of another moment: the operator has to see a new one.
        request.parameters.plan = nil
        return request
    }
}
