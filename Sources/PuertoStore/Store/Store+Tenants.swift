package import PuertoCore

extension Store {
    /// Records a new tenant; `language` is the agency's, for a draft that names none.
    package func addTenant(_ draft: TenantDraft, language: Language, by actor: Actor) throws
        -> Settlement
    {
        try write { db in
            var ledger = try Ledger(db, self, language: language, actor: actor)
            return try ledger.settle(draft, old: nil)
        }
    }

    /// Changes what `change` changes in a draft of the record. A draft without slot keeps the
    /// recorded one on the same host, and gets the lowest free one on another.
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

    /// Makes the records what the drafts say, all or nothing; tenants without a draft stay.
    ///
    /// What a draft leaves out is the default, but host, slot, status and onboarding token stay.
    package func importTenants(_ drafts: [TenantDraft], language: Language, by actor: Actor) throws
        -> ImportReport
    {
        try write { db in
            var ledger = try Ledger(db, self, language: language, actor: actor)
            return try ledger.settle(all: drafts)
        }
    }
}
