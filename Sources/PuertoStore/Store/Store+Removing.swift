internal import GRDB
package import PuertoCore

extension Store {
    /// Removes a client that never ran: its record and generated passwords go, its slot is free at
    /// once, and its history stays.
    ///
    /// Throws `protected` for the base system, `conflict` for a client that has or had a stack, a
    /// page or a link, and `busy` for one with a job.
    package func removeTenant(_ slug: Slug, by actor: Actor) throws {
        try write { db in
            let record = try FleetSnapshot(db, path).tenant(slug)
            try checkRemovable(record, db)
            let passwords = try CredentialRows(db: db).facts(record.id).map(\.field.rawValue)
            let audit = try auditLog(db, actor)
            try audit.done(
                "tenant.remove", slug.text,
                ["name: \(record.tenant.name)", "slot: \(record.tenant.berth)"]
                    + (passwords.isEmpty
                        ? [] : ["credentials: \(passwords.joined(separator: ", ")) dropped"]))
            try db.execute(sql: "DELETE FROM tenant WHERE id = ?", arguments: [record.id])
            try audit.adoptTriggerLine()
            try Store.forget(record.tenant.slot, of: slug, db)
        }
    }

    /// Throws what `removeTenant` would throw.
    package func checkRemovable(_ slug: Slug) throws {
        try read { db in try checkRemovable(FleetSnapshot(db, path).tenant(slug), db) }
    }

    private func checkRemovable(_ record: FleetSnapshot.Entry, _ db: Database) throws {
        let tenant = record.tenant
        guard tenant.kind == .client else {
            throw PuertoError(
                .protected, "'\(tenant.slug)' is the base system: it cannot be removed",
                hint: "every other client can, before it has run")
        }
        if let open = try JobRows(db: db).open(for: record.id)?.job {
            throw Store.busy(tenant.slug, open)
        }
        let isMade = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM stack WHERE tenant = ?1 AND applied NOT NULL)
                    OR EXISTS (SELECT 1 FROM volume WHERE tenant = ?1)
                    OR EXISTS (SELECT 1 FROM stack_image WHERE tenant = ?1)
                """, arguments: [record.id])
        guard tenant.status == .draft, isMade != true else {
            throw PuertoError(
                .conflict,
                "'\(tenant.slug)' has run, or is recorded as \(tenant.status.rawValue): its "
                    + "record stays with its data and history",
                hint: "puerto archive \(tenant.slug) --reason TEXT stops it for good")
        }
        let hasPage = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM handoff WHERE tenant = ?1)
                    OR EXISTS (SELECT 1 FROM link_receipt WHERE tenant = ?1)
                """, arguments: [record.id])
        guard hasPage != true else {
            throw PuertoError(
                .conflict,
                "'\(tenant.slug)' was given a page or a link: its record stays",
                hint: "puerto archive \(tenant.slug) --reason TEXT puts it aside")
        }
    }
}
