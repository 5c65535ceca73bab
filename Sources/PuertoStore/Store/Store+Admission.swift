internal import GRDB
package import PuertoCore

extension Store {
    /// Records a new client and the job that makes its system, in one transaction. It is
    /// idempotent: the same key for the same client returns the same job.
    ///
    /// A store without the master key records no passwords: the worker makes them.
    package func admit(_ draft: TenantDraft, language: Language, key: String?, by actor: Actor)
        throws -> Job
    {
        try write { db in
            if let key, let old = try JobRows(db: db).keyed(key) {
                let records = try FleetSnapshot(db, path)
                let name = records.all.index(of: draft.slug).map { records.all.tenant($0).name }
                guard old.job.action == .provision, old.job.tenant == draft.slug,
                    name == draft.name
                else {
                    throw PuertoError(
                        .conflict,
                        "the idempotency key was used for another job, \(old.job.id.prefix(8))",
                        hint: "a new request needs a new key"
                    ).spanish(
                        "la clave de la petición ya se usó para otro trabajo, \(old.job.id.prefix(8))",
                        hint: "una petición nueva necesita una clave nueva")
                }
                return old.job
            }
            try checkPace(.admission, by: actor, db)
            var ledger = try Ledger(db, self, language: language, actor: actor)
            _ = try ledger.settle(draft, old: nil)
            var request = JobRequest(.provision, draft.slug, by: actor)
            request.key = key
            return try enqueue(request, db).get()
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
