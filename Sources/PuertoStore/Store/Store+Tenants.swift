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

    /// Makes the records what the drafts say, in one transaction. Tenants without a draft stay.
    ///
    /// A field that a draft leaves out gets its default, but host, slot, status, container
    /// names and onboarding token stay.
    package func importTenants(_ drafts: [TenantDraft], language: Language, by actor: Actor) throws
        -> ImportReport
    {
        try write { db in
            var ledger = try Ledger(db, self, language: language, actor: actor)
            return try ledger.settle(all: drafts)
        }
    }
}
