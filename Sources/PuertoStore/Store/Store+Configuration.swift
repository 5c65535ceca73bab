internal import GRDB
package import PuertoCore

extension Store {
    /// Records keys, hosts, plans, the base system and the declared tenants in a new database.
    /// Without a declaration of its own the base system is 'base', with the agency's name.
    @discardableResult
    package func initialize(
        _ configuration: PuertoCore.Configuration, declarations: [TenantDeclaration] = [],
        keys: [KeyMark] = [], by actor: Actor
    ) throws -> ImportReport {
        try write { db in
            for key in keys { try Store.add(key, options.now(), db) }
            let audit = try auditLog(db, actor)
            try ConfigurationWriter(db: db, audit: audit).apply(configuration)
            let usual = TenantDeclaration(
                slug: try Slug("base"), name: configuration.agency.name, kind: .base)
            let hasBase = declarations.contains { $0.kind == .base }
            var ledger = try Ledger(
                db, self, language: configuration.agency.language, actor: actor)
            return try ledger.settle(all: hasBase ? declarations : [usual] + declarations)
        }
    }

    /// Returns a store on the same connection with another port rule and, if given, other options.
    package func following(_ ports: PortRule, _ options: Options? = nil) -> Store {
        var options = options ?? self.options
        options.side = self.options.side
        return Store(
            queue: queue, path: path, ports: ports, options: options, verified: verified)
    }

    /// Throws what `apply` would throw, and changes nothing: the transaction is rolled back.
    package func checkFit(of configuration: PuertoCore.Configuration) throws {
        guard try !isCurrent(configuration) else { return }
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    let audit = AuditLog(db: db, at: options.now(), author: nil)
                    _ = try ConfigurationWriter(db: db, audit: audit).apply(configuration)
                    return .rollback
                }
            }
        }
    }

    /// Makes hosts and plans those of `puerto.yaml`, and returns the changes.
    ///
    /// Throws `conflict` when a host or plan that is left out is in use, or when the port rule is
    /// not the one that recorded ports were made with. Throws `protected` for another first host.
    @discardableResult
    package func apply(_ configuration: PuertoCore.Configuration, by actor: Actor) throws
        -> [String]
    {
        guard try !isCurrent(configuration) else { return [] }
        return try write { db in
            let audit = try auditLog(db, actor)
            return try ConfigurationWriter(db: db, audit: audit).apply(configuration)
        }
    }

    private func isCurrent(_ configuration: PuertoCore.Configuration) throws -> Bool {
        try read { db in
            try checkPorts(db)
            let hosts = try FleetSnapshot.hosts(db).map(\.host)
            return try hosts == configuration.hosts
                && FleetSnapshot.plans(db) == configuration.plans
        }
    }

    /// Throws `conflict` when the port rule would give other ports than those that are recorded.
    /// Running stacks use them, so an edit of the file must not move them.
    private func checkPorts(_ db: Database) throws {
        let sql = """
            SELECT kind, port - slot FROM service WHERE port - slot <> CASE kind
                WHEN 'windmill' THEN ? WHEN 'postgres' THEN ? ELSE ? END LIMIT 1
            """
        let row = try Row.fetchOne(
            db, sql: sql, arguments: [ports.app, ports.postgres, ports.redis])
        guard let row else { return }
        let kind: String = row[0] == "windmill" ? "app" : row[0]
        throw PuertoError(
            .conflict, "'ports.\(kind)' is not what the recorded ports were made with",
            hint: "write '\(kind): \(row[1] as Int)' under 'ports' in puerto.yaml"
        ).spanish(
            "'ports.\(kind)' no es con lo que se hicieron los puertos registrados",
            hint: "escribe '\(kind): \(row[1] as Int)' en 'ports', en puerto.yaml")
    }
}
