internal import GRDB
package import PuertoCore

extension Store {
    /// Records stacks that Puerto did not make, as observed, in one transaction: all or none. A
    /// stack whose record is there already is marked; of one that is observed the containers are
    /// recorded anew.
    ///
    /// Throws `conflict` for a record whose stack Puerto has made, for one in another state than
    /// ready or degraded, and for containers that another record has.
    package func adopt(_ adoptions: [Adoption], language: Language, by actor: Actor) throws
        -> [Settlement]
    {
        try write { db in
            var ledger = try Ledger(db, self, language: language, actor: actor)
            return try adoptions.map { try adopt($0, &ledger, db, actor) }
        }
    }

    private func adopt(
        _ adoption: Adoption, _ ledger: inout Ledger, _ db: Database, _ actor: Actor
    ) throws -> Settlement {
        var settlement: Settlement
        if adoption.isRecorded {
            let record = try FleetSnapshot(db, path).tenant(adoption.slug)
            try checkAdoptable(record, db)
            guard record.tenant.slot == adoption.slot, record.tenant.host == adoption.host else {
                throw Store.hasMoved(record.tenant, from: adoption)
            }
            var draft = TenantDraft(record.tenant)
            adoption.fill(&draft)
            settlement = try ledger.settle(draft, old: record, isFound: true)
        } else {
            settlement = try ledger.settle(adoption.draft, old: nil)
        }
        let id = try FleetSnapshot(db, path).tenant(adoption.slug).id
        let dropped = try dropUntrue(id, adoption, db)
        if try !isObserved(id, db) {
            try db.execute(
                sql: "INSERT INTO observed (tenant, at) VALUES (?, ?)",
                arguments: [id, options.now()])
        }
        try db.execute(sql: "DELETE FROM observed_container WHERE tenant = ?", arguments: [id])
        for one in adoption.containers {
            try db.execute(
                sql: """
                    INSERT INTO observed_container (tenant, kind, id, name, image)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [id, one.kind.rawValue, one.id, one.name, one.image])
        }
        try auditLog(db, actor).done(
            "tenant.adopt", adoption.slug.text,
            adoption.containers.map { "\($0.kind.rawValue): \($0.name) (\($0.id.prefix(12)))" }
                + dropped.map { "credential: \($0.rawValue) dropped" })
        settlement.markObserved()
        return settlement
    }

    /// Drops passwords that the adopted servers cannot have: those that Puerto made up for a record
    /// that it never ran, and those of a server in whose place another container is adopted now.
    private func dropUntrue(_ tenant: Int, _ adoption: Adoption, _ db: Database) throws
        -> [CredentialField]
    {
        let credentials = CredentialRows(db: db)
        let wasObserved = try isObserved(tenant, db)
        let before = try Store.adopted(tenant, db)
        let isHandedOut = try HandoffRows(db: db).current(tenant) != nil
        let untrue = try credentials.facts(tenant).filter { fact in
            guard wasObserved else {
                return fact.isGenerated && (fact.field != .app || !isHandedOut)
            }
            guard let kind = ServiceKind(rawValue: fact.field.rawValue),
                let old = before.first(where: { $0.kind == kind })
            else { return false }
            return adoption[kind]?.name != old.name
        }
        for fact in untrue { try credentials.remove(tenant, fact.field.rawValue) }
        return untrue.map(\.field)
    }

    private static func hasMoved(_ tenant: Tenant, from adoption: Adoption) -> PuertoError {
        PuertoError(
            .conflict,
            "'\(tenant.slug)' has moved from slot \(adoption.slot.number) to \(tenant.slot.number) "
                + "meanwhile", hint: "puerto adopt --dry-run shows what is found now"
        ).spanish(
            "'\(tenant.slug)' ha pasado mientras tanto de la ranura \(adoption.slot.number) a la "
                + "\(tenant.slot.number)",
            hint: "puerto adopt --dry-run muestra lo que hay ahora")
    }

    /// Throws `conflict` unless the record is that of a stack which Puerto never made.
    private func checkAdoptable(_ record: FleetSnapshot.Entry, _ db: Database) throws {
        let tenant = record.tenant
        let isMade = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM stack WHERE tenant = ?1 AND applied NOT NULL)
                    OR EXISTS (SELECT 1 FROM volume WHERE tenant = ?1)
                    OR EXISTS (SELECT 1 FROM instance WHERE tenant = ?1)
                    OR EXISTS (SELECT 1 FROM instance_secret WHERE tenant = ?1)
                """, arguments: [record.id])
        guard isMade != true else {
            throw PuertoError(
                .conflict, "Puerto has made the stack of '\(tenant.slug)'",
                hint: "puerto tenant show \(tenant.slug)"
            ).spanish(
                "el sistema de '\(tenant.slug)' lo hizo Puerto",
                hint: "puerto tenant show \(tenant.slug)")
        }
        guard tenant.kind == .base || tenant.status.isToRun else {
            throw PuertoError(
                .conflict, "'\(tenant.slug)' is recorded as \(tenant.status.rawValue)",
                hint: "puerto tenant show \(tenant.slug)"
            ).spanish(
                "'\(tenant.slug)' está en «\(tenant.status.word(.es))»",
                hint: "puerto tenant show \(tenant.slug)")
        }
        if let open = try JobRows(db: db).open(for: record.id)?.job {
            throw Store.busy(tenant.slug, open)
        }
    }

    private func isObserved(_ tenant: Int, _ db: Database) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM observed WHERE tenant = ?)"
        return try Bool.fetchOne(db, sql: sql, arguments: [tenant]) ?? false
    }

    static func adopted(_ tenant: Int, _ db: Database) throws -> [AdoptedContainer] {
        let sql = """
            SELECT kind, id, name, image FROM observed_container WHERE tenant = ? ORDER BY kind
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [tenant]).map { row in
            try AdoptedContainer(
                kind: JobRows.word(row[0]), id: row[1], name: row[2], image: row[3])
        }
    }
}
