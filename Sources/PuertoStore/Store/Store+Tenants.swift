package import PuertoCore

extension Store {
    /// Records a new tenant. `language` is the agency's, for a draft without one.
    package func addTenant(_ draft: TenantDraft, language: Language, by actor: Actor) throws
        -> Settlement
    {
        try write { db in
            var ledger = try Ledger(db, self, language: language, actor: actor)
            return try ledger.settle(draft, old: nil)
        }
    }

    /// Applies `change` to a draft of the record. A draft without a slot keeps the recorded slot on
    /// the same host, and gets the lowest free one on another.
    package func editTenant(
        _ slug: Slug, by actor: Actor, _ change: (inout TenantDraft) throws -> Void
    ) throws -> Settlement {
        try write { db in
            let record = try FleetSnapshot(db, path).tenant(slug)
            var draft = TenantDraft(record.tenant)
            try change(&draft)
            var ledger = try Ledger(
                db, self, language: record.tenant.language, actor: actor)
            return try ledger.settle(draft, old: record)
        }
    }

    /// Applies `change` to the records of several clients in one transaction: to all of them or to
    /// none.
    ///
    /// `plan` is what an operator has confirmed, the changes of each client: throws `conflict` when
    /// there would be others by now.
    package func editTenants(
        _ slugs: [Slug], as plan: [[String]]? = nil, by actor: Actor,
        _ change: (inout TenantDraft) throws -> Void
    ) throws -> [Settlement] {
        try write { db in
            let all = try FleetSnapshot(db, path)
            let records = try slugs.map(all.tenant)
            guard let first = records.first else { return [] }
            // Every draft has a locale, so that the agency's language decides nothing.
            var ledger = try Ledger(db, self, language: first.tenant.language, actor: actor)
            let done = try records.map { record in
                var draft = TenantDraft(record.tenant)
                try change(&draft)
                return try ledger.settle(draft, old: record)
            }
            guard plan == nil || plan == done.map(\.changes) else {
                throw PuertoError(
                    .conflict, "the records have changed since the plan was shown",
                    hint: "give the same command again for a new plan"
                ).spanish(
                    "los registros han cambiado desde que se mostró el plan",
                    hint: "repite la orden para ver un plan nuevo")
            }
            return done
        }
    }

    /// Brings the records to what a file declares, in one transaction. Tenants that the file does
    /// not name stay, and so does what is the machine's on a record that exists.
    ///
    /// `plan` is what an operator has confirmed: throws `conflict` when the import would do
    /// anything else by now.
    package func importTenants(
        _ declarations: [TenantDeclaration], language: Language, as plan: ImportReport? = nil,
        by actor: Actor
    ) throws -> ImportReport {
        try write { db in
            var ledger = try Ledger(db, self, language: language, actor: actor)
            let report = try ledger.settle(all: declarations)
            guard plan == nil || plan == report else {
                throw PuertoError(
                    .conflict, "the records have changed since the plan was shown",
                    hint: "import the file again for a new plan"
                ).spanish(
                    "los registros han cambiado desde que se mostró el plan",
                    hint: "importa otra vez el archivo para ver un plan nuevo")
            }
            return report
        }
    }
}
