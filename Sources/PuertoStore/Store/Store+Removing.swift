internal import GRDB
package import PuertoCore

/// The belongings of a client that may be removed.
package struct TenantRemoval: Hashable, Sendable {
    /// The number that the engine's objects of its stack would carry.
    package let number: Int
    /// The names that its folder in `stacks/` may have.
    package let folders: [Slug]
    /// The ended jobs, which go with their logs, as `ACTION ID`.
    package let jobs: [String]
    /// The fields whose passwords somebody has entered, which go with it.
    package let passwords: [CredentialField]
}

extension Store {
    /// Removes a client that never ran: its record, its generated passwords and the logs of its
    /// ended jobs go, and its history stays. Its slot is free at once if it has always been a
    /// draft.
    ///
    /// Throws `protected` for the base system, `busy` for a client with a job, and `conflict` for
    /// one that has or had a stack, a page or a link, or has a given password or a hook secret. One
    /// that is only observed is refused for a hook secret alone. It asks no engine.
    package func removeTenant(_ slug: Slug, by actor: Actor) throws {
        try removeTenants([slug], by: actor)
    }

    /// Removes several clients in one transaction: all of them or none.
    package func removeTenants(_ slugs: [Slug], by actor: Actor) throws {
        try write { db in
            for slug in slugs { try removeTenant(slug, auditLog(db, actor), db) }
        }
    }

    private func removeTenant(_ slug: Slug, _ audit: AuditLog, _ db: Database) throws {
        let record = try FleetSnapshot(db, path).tenant(slug)
        let removal = try checkRemovable(record, db)
        let passwords = try CredentialRows(db: db).facts(record.id).map(\.field.rawValue)
        try audit.done(
            "tenant.remove", slug.text,
            ["name: \(record.tenant.name)", "slot: \(record.tenant.berth)"]
                + (passwords.isEmpty
                    ? [] : ["credentials: \(passwords.joined(separator: ", ")) dropped"])
                + removal.jobs.map { "job: \($0) dropped with its log" })
        let hadState = try hadState(record, db)
        try db.execute(sql: "DELETE FROM tenant WHERE id = ?", arguments: [record.id])
        try audit.adoptTriggerLine()
        guard !hadState else { return }
        try Store.forget(record.tenant.slot, on: record.tenant.host, of: slug, db)
    }

    /// Returns what would go with a client. Throws what `removeTenant` would throw.
    package func checkRemovable(_ slug: Slug) throws -> TenantRemoval {
        try read { db in try checkRemovable(FleetSnapshot(db, path).tenant(slug), db) }
    }

    /// Tells whether the client was ever recorded as anything but a draft: a system that Puerto did
    /// not make may have run in its slot.
    private func hadState(_ record: FleetSnapshot.Entry, _ db: Database) throws -> Bool {
        if record.tenant.isObserved { return true }
        let names = try Store.former(record.id, db).union([record.tenant.slug])
        return try names.contains { name in
            let sql = """
                SELECT detail FROM audit WHERE object = ? AND outcome = 'done'
                    AND action IN ('tenant.edit', 'tenant.state')
                """
            return try String.fetchAll(db, sql: sql, arguments: [name.text]).contains { detail in
                detail.split(separator: "\n").contains { $0.hasPrefix("status: ") }
            }
        }
    }

    private func checkRemovable(_ record: FleetSnapshot.Entry, _ db: Database) throws
        -> TenantRemoval
    {
        let tenant = record.tenant
        guard tenant.kind == .client else {
            throw PuertoError(
                .protected, "'\(tenant.slug)' is the base system: it cannot be removed",
                hint: "every other client can, before it has run"
            ).spanish(
                "'\(tenant.slug)' es el sistema base: no se puede quitar",
                hint: "cualquier otro cliente sí, mientras no haya funcionado")
        }
        if let open = try JobRows(db: db).open(for: record.id)?.job {
            throw Store.busy(tenant.slug, open)
        }
        // Removing forgets the record alone where Puerto did not make the stack, whatever its state.
        if !tenant.isObserved {
            try checkNeverRan(record, db)
            try checkUnshared(record, db)
            try checkGiven(record, db)
        }
        try checkHookSecrets(record, db)
        let others = Set(try FleetSnapshot(db, path).tenants().map(\.tenant.slug))
        let jobs = try Row.fetchAll(
            db, sql: "SELECT id, action FROM job WHERE tenant = ? ORDER BY seq",
            arguments: [record.id])
        return TenantRemoval(
            number: try Store.number(record.id, db),
            folders: [tenant.slug] + (try Store.former(record.id, db).subtracting(others)).sorted(),
            jobs: jobs.map { "\($0["action"] as String) \(($0["id"] as String).prefix(8))" },
            passwords: try String.fetchAll(
                db, sql: "SELECT field FROM credential WHERE tenant = ? AND origin = 'given'",
                arguments: [record.id]
            ).compactMap(CredentialField.init(rawValue:)).sorted { $0.rawValue < $1.rawValue })
    }

    private func checkNeverRan(_ record: FleetSnapshot.Entry, _ db: Database) throws {
        let tenant = record.tenant
        let isMade = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM stack WHERE tenant = ?1 AND applied NOT NULL)
                    OR EXISTS (SELECT 1 FROM volume WHERE tenant = ?1)
                    OR EXISTS (SELECT 1 FROM stack_image WHERE tenant = ?1)
                """, arguments: [record.id])
        if isMade != true, tenant.status == .draft { return }
        guard isMade == true || tenant.status != .provisioning else {
            throw PuertoError(
                .conflict,
                "'\(tenant.slug)' is recorded as provisioning, and its stack was never made",
                hint: "puerto tenant edit \(tenant.slug) --status draft, then "
                    + "puerto tenant remove \(tenant.slug)"
            ).spanish(
                "'\(tenant.slug)' consta en preparación, y su pila no se llegó a crear",
                hint: "puerto tenant edit \(tenant.slug) --status draft; después, "
                    + "puerto tenant remove \(tenant.slug)")
        }
        throw PuertoError(
            .conflict,
            "'\(tenant.slug)' \(isMade == true ? "has run" : "is recorded as \(tenant.status.rawValue)")"
                + ": its record stays with its data and history",
            hint: "puerto archive \(tenant.slug) --reason TEXT stops it for good"
        ).spanish(
            "'\(tenant.slug)' \(isMade == true ? "ya ha funcionado" : "consta como \(tenant.status.word(.es))")"
                + ": su registro se queda, con sus datos y su historial",
            hint: "puerto archive \(tenant.slug) --reason TEXTO lo detiene para siempre")
    }

    private func checkUnshared(_ record: FleetSnapshot.Entry, _ db: Database) throws {
        let hasPage = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM handoff WHERE tenant = ?1)
                    OR EXISTS (SELECT 1 FROM link_receipt WHERE tenant = ?1)
                """, arguments: [record.id])
        guard hasPage != true else {
            throw PuertoError(
                .conflict,
                "'\(record.tenant.slug)' was given a page or a link: its record stays",
                hint: "puerto archive \(record.tenant.slug) --reason TEXT puts it aside"
            ).spanish(
                "a '\(record.tenant.slug)' se le dio una página o un enlace: su registro se queda",
                hint: "puerto archive \(record.tenant.slug) --reason TEXTO lo aparta")
        }
    }

    /// Throws `conflict` for a password that nothing else may hold.
    private func checkGiven(_ record: FleetSnapshot.Entry, _ db: Database) throws {
        let slug = record.tenant.slug
        let given = try CredentialRows(db: db).facts(record.id).first { !$0.isGenerated }
        if let field = given?.field.rawValue {
            throw PuertoError(
                .conflict, "'\(slug)' has a password for \(field) that an operator has recorded",
                hint: "puerto credential generate \(slug) \(field) puts another one in its place"
            ).spanish(
                "'\(slug)' tiene una contraseña de \(field) que anotó un operador",
                hint: "puerto credential generate \(slug) \(field) pone otra en su lugar")
        }
    }

    /// Throws `conflict` for a hook secret that a program still uses.
    private func checkHookSecrets(_ record: FleetSnapshot.Entry, _ db: Database) throws {
        let slug = record.tenant.slug
        let now = options.now()
        let active = try Store.hookSecrets(db).first {
            $0.tenant == record.id && $0.secret.isActive(at: now)
        }
        if let name = active?.secret.name {
            throw PuertoError(
                .conflict, "a program may ask for jobs of '\(slug)' with the hook secret '\(name)'",
                hint: "puerto hook-secret revoke \(name)"
            ).spanish(
                "un programa puede pedir trabajos de '\(slug)' con el secreto '\(name)'",
                hint: "puerto hook-secret revoke \(name)")
        }
    }
}
