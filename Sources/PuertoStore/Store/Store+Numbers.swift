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
    /// Records a client again that the engine knows by this number and the records do not. `applied`
    /// is the digest of its stack file. A client of this number that was never made gets another.
    ///
    /// Throws `conflict` when a client with a stack has the number.
    package func recover(
        _ number: Int, _ draft: TenantDraft, applied: String?, language: Language, by actor: Actor
    ) throws -> Settlement {
        try write { db in
            try Store.raise(above: number, db)
            try vacate(number, for: draft.slug, db, actor)
            try vacateSlot(of: draft, db, actor)
            var ledger = try Ledger(db, self, language: language, actor: actor)
            let done = try ledger.settle(draft, old: nil)
            let id = try FleetSnapshot(db, path).tenant(draft.slug).id
            try db.execute(
                sql: "INSERT INTO stack_number (tenant, number) VALUES (?, ?)",
                arguments: [id, number])
            try StackRows(db: db).ensure(id)
            try db.execute(
                sql: "UPDATE stack SET applied = ? WHERE tenant = ?", arguments: [applied, id])
            try auditLog(db, actor).done(
                "tenant.recover", draft.slug.text, ["number: \(number)"])
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

    /// Gives a client that was never made another slot than the one that the engine's objects have.
    private func vacateSlot(of draft: TenantDraft, _ db: Database, _ actor: Actor) throws {
        let records = try FleetSnapshot(db, path).tenants()
        guard let slot = draft.slot,
            let holder = records.first(where: {
                $0.tenant.slot == slot && $0.tenant.host == draft.host ?? $0.tenant.host
            }), holder.tenant.status == .draft,
            try String.fetchOne(
                db, sql: "SELECT applied FROM stack WHERE tenant = ?", arguments: [holder.id])
                == nil
        else { return }
        var ledger = try Ledger(db, self, language: holder.tenant.language, actor: actor)
        var other = TenantDraft(holder.tenant)
        other.slot = try ledger.slots.lowestFree(on: holder.tenant.host)
        _ = try ledger.settle(other, old: holder)
        // Nothing ever ran there for it.
        try db.execute(
            sql: "DELETE FROM slot WHERE number = ? AND tenant IS NULL AND former_tenant = ?",
            arguments: [slot.number, holder.tenant.slug.text])
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
        try db.execute(
            sql: """
                INSERT INTO stack_number (tenant, number) VALUES (?, ?)
                ON CONFLICT (tenant) DO UPDATE SET number = excluded.number
                """, arguments: [id, next])
        return next
    }
}
