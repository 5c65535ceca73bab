internal import GRDB
package import PuertoCore

extension Store {
    /// Records hosts, plans and the base system of a new workspace.
    ///
    /// `base` is the system's draft; without one it is 'base', named as the agency.
    package func initialize(
        _ configuration: PuertoCore.Configuration, base: TenantDraft? = nil, by actor: String
    ) throws {
        try write { db in
            let audit = AuditLog(db: db, at: options.now(), actor: actor)
            try ConfigurationWriter(db: db, audit: audit).apply(configuration)
            let language = configuration.agency.language
            var ledger = try Ledger(db, self, language: language, actor: actor)
            let slug = try Slug("base")
            let usual = TenantDraft(slug: slug, name: configuration.agency.name, kind: .base)
            _ = try ledger.settle(base ?? usual, old: nil)
        }
    }

    /// Makes hosts and plans those of `puerto.yaml`; returns what was changed.
    ///
    /// Throws `conflict` for one that is still in use, or when its port rule is not the one that
    /// recorded ports were made with, and `protected` for another first host.
    @discardableResult
    package func apply(_ configuration: PuertoCore.Configuration, by actor: String) throws
        -> [String]
    {
        let isCurrent = try read { db in
            try checkPorts(db)
            let hosts = try Records.hosts(db).map(\.host)
            return try hosts == configuration.hosts
                && Records.plans(db) == configuration.plans
        }
        guard !isCurrent else { return [] }
        return try write { db in
            let audit = AuditLog(db: db, at: options.now(), actor: actor)
            return try ConfigurationWriter(db: db, audit: audit).apply(configuration)
        }
    }

    /// Recorded ports are in use by running stacks: no edit of a file moves them.
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
            hint: "write '\(kind): \(row[1] as Int)' under 'ports' in puerto.yaml")
    }
}
