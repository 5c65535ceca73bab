internal import GRDB
package import PuertoCore

extension Store {
    /// Returns every tenant's number: the one that the engine's objects of its stack carry.
    package func tenantNumbers() throws -> [Slug: Int] {
        try read { db in
            let sql = """
                SELECT slug, coalesce(stack_number.number, tenant.id) FROM tenant
                LEFT JOIN stack_number ON stack_number.tenant = tenant.id
                """
            let rows = try Row.fetchAll(db, sql: sql)
            return Dictionary(try rows.map { (try Slug($0[0]), $0[1]) }) { first, _ in first }
        }
    }

    /// Returns the slugs of each number: the present one first, then the former ones.
    package func tenantNames() throws -> [Int: [String]] {
        try read { db in
            let sql = """
                SELECT coalesce(stack_number.number, id), name FROM (
                    SELECT id, slug AS name, 0 AS age FROM tenant
                    UNION ALL SELECT tenant, slug, 1 FROM former_slug
                ) LEFT JOIN stack_number ON stack_number.tenant = id ORDER BY age, name
                """
            var names: [Int: [String]] = [:]
            for row in try Row.fetchAll(db, sql: sql) {
                let (number, name): (Int, String) = (row[0], row[1])
                names[number, default: []].append(name)
            }
            return names
        }
    }

    static func number(_ id: Int, _ db: Database) throws -> Int {
        let sql = "SELECT number FROM stack_number WHERE tenant = ?"
        return try Int.fetchOne(db, sql: sql, arguments: [id]) ?? id
    }

    /// Returns the slugs that a tenant had before. One that is no slug is left out.
    static func former(_ id: Int, _ db: Database) throws -> Set<Slug> {
        let sql = "SELECT slug FROM former_slug WHERE tenant = ?"
        return Set(
            try String.fetchAll(db, sql: sql, arguments: [id]).compactMap { try? Slug($0) })
    }

    /// Gives new tenants numbers above this one, which the engine has seen already.
    package func raiseNumbers(above number: Int) throws {
        let highest = try read(Store.highestNumber)
        guard number > highest else { return }
        try write { db in try Store.raise(above: number, db) }
    }

    static func highestNumber(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'tenant'") ?? 0
    }

    static func raise(above number: Int, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'tenant'",
            arguments: [number])
    }
}

extension Store {
    /// Records a client again that the engine knows by this number and the records do not. `former`
    /// are the other slugs of its objects, and `applied` is the digest of its stack file; `isClosed`
    /// says that this file lets nobody in yet. A client of this number that was never made gets
    /// another one; a draft of this slug that was never made becomes the client, and keeps what only an operator knows.
    ///
    /// Throws `conflict` when a client with a stack has the number or the slug, and `busy` when the
    /// draft of the slug has a job.
    package func recover(
        _ number: Int, _ draft: TenantDraft, former: Set<Slug> = [], applied: String?,
        isClosed: Bool = false, language: Language, by actor: Actor
    ) throws -> Settlement {
        try write { db in
            try Store.raise(above: number, db)
            let old = try unmade(number, draft, former, db)
            if try old.map({ try Store.number($0.id, db) }) != number {
                try vacate(number, for: draft.slug, db, actor)
            }
            try vacateSlot(of: draft, db, actor)
            var ledger = try Ledger(db, self, language: language, actor: actor)
            let done = try ledger.settle(old.map { draft.over($0.tenant) } ?? draft, old: old)
            let dropped = try old.map { try clear($0, db) } ?? []
            let id = try FleetSnapshot(db, path).tenant(draft.slug).id
            try Store.give(number, to: id, db)
            for name in former.sorted() {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO former_slug (tenant, slug) VALUES (?, ?)",
                    arguments: [id, name.text])
            }
            try StackRows(db: db).ensure(id)
            try db.execute(
                sql: "UPDATE stack SET applied = ? WHERE tenant = ?", arguments: [applied, id])
            // The secrets that opened its instance are lost with the old record.
            if applied != nil, !isClosed { try InstanceRows(db: db).leave(id) }
            try auditLog(db, actor).done(
                "tenant.recover", draft.slug.text,
                ["number: \(number)"] + former.sorted().map { "former slug: \($0)" } + dropped)
            return done
        }
    }

    /// Gives other numbers to those of these clients that were never made: the engine has stacks of
    /// other clients by the numbers that they have.
    package func renumber(_ slugs: [Slug], by actor: Actor) throws {
        guard !slugs.isEmpty else { return }
        try write { db in
            let sql = """
                SELECT tenant.id, coalesce(stack_number.number, tenant.id) FROM tenant
                LEFT JOIN stack_number ON stack_number.tenant = tenant.id
                LEFT JOIN stack ON stack.tenant = tenant.id
                WHERE tenant.slug = ? AND tenant.status = ? AND stack.applied IS NULL
                """
            for slug in slugs {
                let unmade: StatementArguments = [slug.text, Tenant.Status.draft.rawValue]
                guard let row = try Row.fetchOne(db, sql: sql, arguments: unmade) else { continue }
                let (id, number): (Int, Int) = (row[0], row[1])
                let next = try Store.moveToNextNumber(id, db)
                try auditLog(db, actor).done(
                    "tenant.renumber", slug.text, ["number: \(number) → \(next)"])
            }
        }
    }

    /// Returns the record that a recovered client takes over: a draft of its slug that was never
    /// made. Throws `conflict` for one that may have a stack, and `busy` for one with a job.
    private func unmade(
        _ number: Int, _ draft: TenantDraft, _ former: Set<Slug>, _ db: Database
    ) throws -> FleetSnapshot.Entry? {
        let slug = draft.slug
        let entry = try FleetSnapshot(db, path).tenants()
            .first { $0.tenant.slug == slug && $0.tenant.kind == .client }
        guard let entry else { return nil }
        let status = entry.tenant.status
        let applied = try String.fetchOne(
            db, sql: "SELECT applied FROM stack WHERE tenant = ?", arguments: [entry.id])
        guard applied == nil, status == .draft || status == .provisioning else {
            let unknown = former.subtracting(try Store.former(entry.id, db)).sorted().first
            let other = try Store.number(entry.id, db)
            throw other == number
                ? Store.nameless(number, slug, unknown)
                : Store.another(entry.tenant, other, isMade: applied != nil, number, draft)
        }
        guard try JobRows(db: db).open(for: entry.id) == nil else {
            throw PuertoError(
                .busy, "'\(slug)' has a job that has not ended",
                hint: "puerto job list shows it; afterwards: puerto tenant recover \(number)"
            ).spanish(
                "'\(slug)' tiene un trabajo sin terminar",
                hint: "puerto job list lo muestra; después: puerto tenant recover \(number)")
        }
        return entry
    }

    /// The refusal for a client that has the number and the slug, and not its objects' other slugs.
    private static func nameless(_ number: Int, _ slug: Slug, _ unknown: Slug?) -> PuertoError {
        let hint = unknown.map { name in
            "if '\(name)' is its former name: puerto tenant edit \(slug) --new-slug \(name), then "
                + "puerto tenant edit \(name) --new-slug \(slug)"
        }
        return PuertoError(
            .conflict,
            "client \(number) is recorded as '\(slug)' already"
                + (unknown.map { ", and not as '\($0)'" } ?? ""),
            hint: hint ?? "puerto doctor shows the numbers that only the engine knows"
        ).spanish(
            "el cliente \(number) ya consta como '\(slug)'"
                + (unknown.map { ", y no como '\($0)'" } ?? ""),
            hint: hint ?? "puerto doctor muestra los números que solo conoce el motor")
    }

    /// The refusal for a client of the slug with another number.
    private static func another(
        _ tenant: Tenant, _ other: Int, isMade: Bool, _ number: Int, _ draft: TenantDraft
    ) -> PuertoError {
        let (slug, again) = (tenant.slug, "puerto tenant recover \(number)")
        guard isMade else {
            return PuertoError(
                .conflict,
                "'\(slug)' is recorded as client \(other), \(tenant.status.rawValue), whose stack "
                    + "Puerto never made",
                hint: "if it is the same client: puerto tenant edit \(slug) --status draft, then "
                    + again
            ).spanish(
                "'\(slug)' consta como cliente \(other), \(tenant.status.word(.es)), cuyo sistema Puerto nunca montó",
                hint:
                    "si es el mismo cliente: puerto tenant edit \(slug) --status draft, y después "
                    + again)
        }
        let wanted = Set(draft.containers.containers(for: slug).all)
        let names =
            wanted.isDisjoint(with: tenant.containers.all)
            ? "" : " --container windmill= --container postgres= --container redis="
        return PuertoError(
            .conflict, "'\(slug)' is recorded as client \(other), which has a stack",
            hint: "give that one another slug: puerto tenant edit \(slug) --new-slug "
                + "\(slug)-\(other)\(names), puerto reconcile \(slug)-\(other), then \(again)"
        ).spanish(
            "'\(slug)' consta como cliente \(other), que tiene un sistema",
            hint: "dale a ese otro nombre corto: puerto tenant edit \(slug) --new-slug "
                + "\(slug)-\(other)\(names), puerto reconcile \(slug)-\(other), y después \(again)")
    }

    /// Removes what a draft had for a stack that was never made: generated passwords, and the slot
    /// that it has left. Returns lines for the history.
    private func clear(_ draft: FleetSnapshot.Entry, _ db: Database) throws -> [String] {
        let rows = CredentialRows(db: db)
        let dropped = try rows.facts(draft.id).filter(\.isGenerated).map(\.field.rawValue)
        for field in dropped { try rows.remove(draft.id, field) }
        try Store.forget(
            draft.tenant.slot, on: draft.tenant.host, of: draft.tenant.slug, db)
        return dropped.isEmpty ? [] : ["credentials: \(dropped.joined(separator: ", ")) dropped"]
    }

    /// Ends the quarantine of a slot in which nothing ever ran for the client that has left it.
    static func forget(_ slot: Slot, on host: Slug, of slug: Slug, _ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM slot WHERE number = ? AND tenant IS NULL AND former_tenant = ?
                    AND host = (SELECT id FROM host WHERE name = ?)
                """, arguments: [slot.number, slug.text, host.text])
    }

    /// Gives a client that was never made another slot than the one that the engine's objects have.
    private func vacateSlot(of draft: TenantDraft, _ db: Database, _ actor: Actor) throws {
        let records = try FleetSnapshot(db, path).tenants()
        guard let slot = draft.slot,
            let holder = records.first(where: {
                $0.tenant.slot == slot && $0.tenant.host == draft.host ?? $0.tenant.host
            }), holder.tenant.status == .draft, holder.tenant.slug != draft.slug,
            try String.fetchOne(
                db, sql: "SELECT applied FROM stack WHERE tenant = ?", arguments: [holder.id])
                == nil
        else { return }
        var ledger = try Ledger(db, self, language: holder.tenant.language, actor: actor)
        var other = TenantDraft(holder.tenant)
        other.slot = try ledger.slots.lowestFree(on: holder.tenant.host)
        _ = try ledger.settle(other, old: holder)
        try Store.forget(slot, on: holder.tenant.host, of: holder.tenant.slug, db)
    }

    private func vacate(_ number: Int, for slug: Slug, _ db: Database, _ actor: Actor) throws {
        let sql = """
            SELECT id, slug, status, applied FROM tenant
            LEFT JOIN stack_number ON stack_number.tenant = tenant.id
            LEFT JOIN stack ON stack.tenant = tenant.id
            WHERE coalesce(stack_number.number, tenant.id) = ?
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [number]) else { return }
        let (id, holder): (Int, String) = (row["id"], row["slug"])
        let (status, applied): (String, String?) = (row["status"], row["applied"])
        guard status == Tenant.Status.draft.rawValue, applied == nil else {
            throw PuertoError(
                .conflict,
                "client \(number) is recorded as '\(holder)', which has a stack: "
                    + "'\(slug)' cannot have its number",
                hint: "if it is the same client under another name: "
                    + "puerto tenant edit \(holder) --new-slug \(slug)"
            ).spanish(
                "el cliente \(number) consta como '\(holder)', que tiene un sistema: '\(slug)' no puede tener su número",
                hint: "si es el mismo cliente con otro nombre: "
                    + "puerto tenant edit \(holder) --new-slug \(slug)")
        }
        let next = try Store.moveToNextNumber(id, db)
        try auditLog(db, actor).done(
            "tenant.renumber", holder, ["number: \(number) → \(next)", "for: \(slug)"])
    }

    /// Gives a tenant a number that no client has had, and returns it.
    private static func moveToNextNumber(_ id: Int, _ db: Database) throws -> Int {
        let next = try highestNumber(db) + 1
        try raise(above: next, db)
        try give(next, to: id, db)
        return next
    }

    private static func give(_ number: Int, to id: Int, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO stack_number (tenant, number) VALUES (?, ?)
                ON CONFLICT (tenant) DO UPDATE SET number = excluded.number
                """, arguments: [id, number])
    }
}

extension TenantDraft {
    /// The draft with what only an operator knows of the client: of a name and a plan those that
    /// were given with the draft.
    fileprivate func over(_ tenant: Tenant) -> TenantDraft {
        var whole = TenantDraft(tenant)
        if name != slug.text { whole.name = name }
        whole.plan = plan ?? whole.plan
        (whole.host, whole.slot, whole.status) = (host ?? whole.host, slot, status)
        whole.containers = containers
        whole.stack = stack
        whole.stack.profile = stack.profile ?? tenant.stack.profile
        return whole
    }
}
