internal import GRDB
package import PuertoCore

/// The job that a request leads to.
package enum JobEntry: Hashable, Sendable {
    /// A new job.
    case new(Job)
    /// An interrupted job for the same thing, which goes on.
    case continued(Job)
    /// An interrupted job for another thing, which has to end before this request can be a job.
    case blocked(by: Job)
}

extension Store {
    /// Queues a job as `enqueue` does, after it has taken the leases of dead holders back. An
    /// interrupted job of the same tenant comes first: it is continued when it is for the same
    /// thing. Reasons are not compared, since they change nothing that runs.
    package func enter(_ request: JobRequest, for holder: LeaseHolder, watch: HolderWatch) throws
        -> JobEntry
    {
        try write { db -> Result<JobEntry, PuertoError> in
            try releaseTheDead(db, holder, watch, [])
            if let entry = try interrupted(request, db) { return .success(entry) }
            return try enqueue(request, db).map { .new($0) }
        }.get()
    }

    private func interrupted(_ request: JobRequest, _ db: Database) throws -> JobEntry? {
        guard let slug = request.tenant else { return nil }
        let rows = JobRows(db: db)
        if let key = request.key, try rows.keyed(key) != nil { return nil }
        let tenant = try FleetSnapshot(db, path).tenant(slug)
        guard let open = try rows.open(for: tenant.id), open.isInterrupted else { return nil }
        let isSame =
            open.job.action == request.action && !open.isCancelled
            && open.job.parameters.outcome == request.parameters.outcome
        return isSame ? .continued(open.job) : .blocked(by: open.job)
    }

    /// Returns the tenants whose job of this action was interrupted.
    package func interrupted(_ action: Action) throws -> [Slug] {
        try jobs(states: [.queued, .running], limit: -1).filter {
            $0.action == action && $0.startedAt != nil
        }.compactMap(\.tenant)
    }

    /// Cancels a job. A running job ends after its current step; one whose holder is gone ends at
    /// once. What is still queued afterwards has changed images before, and its next worker brings
    /// the old ones back.
    package func cancel(
        _ prefix: String, by actor: Actor, for holder: LeaseHolder? = nil,
        watch: HolderWatch? = nil
    ) throws -> Job {
        try write { db in
            let rows = JobRows(db: db)
            let before = try rows.find(prefix)
            guard !before.job.state.isOver else { throw Store.isOver(before.job) }
            try checkPace(.cancellation, by: actor, db)
            if let holder, let watch { try releaseTheDead(db, holder, watch, []) }
            // An earlier cancellation ends with the holder.
            let record = try rows.find(before.job.id)
            guard !record.job.state.isOver else { return record.job }
            if record.job.state == .queued, !record.needsUndoing {
                try rows.end(record.seq, .cancelled, error: nil, at: options.now())
            } else {
                try db.execute(
                    sql: "UPDATE job SET is_cancelled = 1 WHERE seq = ?", arguments: [record.seq])
            }
            try auditLog(db, actor).done(
                "job.cancel", record.job.tenant?.text ?? "", ["job: \(record.job.id)"])
            return try rows.find(record.job.id).job
        }
    }

    private static func isOver(_ job: Job) -> PuertoError {
        PuertoError(
            .conflict, "job \(job.id.prefix(8)) is \(job.state.rawValue)",
            hint: "there is nothing to cancel"
        ).spanish(
            "el trabajo \(job.id.prefix(8)) está \(job.state.word(.es))",
            hint: "no hay nada que anular")
    }

    /// Puts a job back into the queue without using up its attempt, since no container engine
    /// answers. A cancelled job ends, unless what it has begun has to be undone first.
    package func postpone(_ lease: Lease, _ error: RecordedText, for seconds: Int) throws {
        let isOver = try write { db in
            try renew(lease, db)
            let rows = JobRows(db: db)
            let record = try rows.find(lease.job.id)
            guard !record.isCancelled || record.needsUndoing else { return true }
            try rows.putBack(lease.seq, error: error, readyAt: options.now() + seconds)
            try rows.giveBackAttempt(lease.seq)
            try drop(lease, db)
            return false
        }
        if isOver { try giveUp(lease) }
    }
}

extension JobRows.Entry {
    /// Tells whether an earlier attempt was begun and nobody works on it now.
    var isInterrupted: Bool { job.state == .queued && job.startedAt != nil }

    /// Tells whether new images may be running already, which a cancellation has to take back.
    var needsUndoing: Bool {
        job.action == .upgrade
            && job.steps.contains { $0.knownName == .files && $0.state != .waiting }
    }
}

extension JobParameters {
    /// The parameters without those that change nothing that runs.
    fileprivate var outcome: JobParameters { JobParameters(field: field, images: images) }
}
