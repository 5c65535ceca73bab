internal import GRDB
package import PuertoCore

extension Store {
    /// Records a new client and the job that makes its system, in one transaction; with
    /// `recordsOnly`, the job that makes its pages. It is idempotent: the same key for the same
    /// client returns the same job.
    ///
    /// A store without the master key records no passwords: the worker makes them.
    package func admit(
        _ draft: TenantDraft, recordsOnly: Bool = false, language: Language, key: String?,
        by actor: Actor
    ) throws -> Job {
        var request = JobRequest(
            recordsOnly ? .build : .provision, recordsOnly ? nil : draft.slug, by: actor)
        request.key = key
        return try admit(draft, language: language, with: request)
    }

    private func admit(_ draft: TenantDraft, language: Language, with request: JobRequest) throws
        -> Job
    {
        let actor = request.actor
        return try write { db in
            if let key = request.key, let old = try JobRows(db: db).keyed(key) {
                let records = try FleetSnapshot(db, path)
                let name = records.all.index(of: draft.slug).map { records.all.tenant($0).name }
                guard old.job.action == request.action, old.job.tenant == request.tenant,
                    name == draft.name
                else { throw Store.usedKey(of: old.job) }
                return old.job
            }
            try checkPace(.admission, by: actor, db)
            var ledger = try Ledger(db, self, language: language, actor: actor)
            _ = try ledger.settle(draft, old: nil)
            return try enqueue(request, db).get()
        }
    }

    private static func usedKey(of job: Job) -> PuertoError {
        PuertoError(
            .conflict, "the idempotency key was used for another job, \(job.shortID)",
            hint: "a new request needs a new key"
        ).spanish(
            "la clave de la petición ya se usó para otro trabajo, \(job.shortID)",
            hint: "una petición nueva necesita una clave nueva")
    }

    /// Writes the fields that differ from `was`, what the form showed, and queues the build that
    /// shows them, in one transaction. Returns no job for a record that stays as it is. Throws
    /// `conflict` for a field that has a third value by now.
    package func editFromWeb(
        _ slug: Slug, _ asked: AskedFields, was: AskedFields, by actor: Actor
    ) throws -> (settlement: Settlement, build: Job?) {
        try write { db in
            let record = try FleetSnapshot(db, path).tenant(slug)
            let changed = asked.changed(since: was)
            let conflicts = changed.conflicts(with: AskedFields(record.tenant), since: was)
            if let conflict = conflicts.first { throw conflict.error }
            var draft = TenantDraft(record.tenant)
            try draft.fill(changed)
            var ledger = try Ledger(db, self, language: record.tenant.language, actor: actor)
            let settlement = try ledger.settle(draft, old: record)
            guard !settlement.changes.isEmpty else { return (settlement, nil) }
            // Each counts: the limit on builds is the limit on edits of one session.
            return (settlement, try enqueue(JobRequest(.build, nil, by: actor), db).get())
        }
    }

    /// Makes the passwords of a client that has none, like those of a new one; of one whose stack
    /// was made, they would open nothing. Returns whether it made any.
    package func generateMissingCredentials(of slug: Slug, by actor: Actor) throws -> Bool {
        guard let generate = try keeper().generate else { return false }
        return try write { db in
            let (record, rows) = (try FleetSnapshot(db, path).tenant(slug), CredentialRows(db: db))
            let applied = try String.fetchOne(
                db, sql: "SELECT applied FROM stack WHERE tenant = ?", arguments: [record.id])
            guard record.tenant.kind == .client, applied == nil,
                try rows.facts(record.id).isEmpty
            else { return false }
            try rows.generateAll(of: record.id, at: options.now(), generate)
            let names = CredentialField.allCases.map(\.rawValue).joined(separator: ", ")
            try auditLog(db, actor).done("credential.generate", slug.text, ["fields: \(names)"])
            return true
        }
    }
}
