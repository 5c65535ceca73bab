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
                    hint: "import the file again for a new plan")
            }
            return report
        }
    }
}
