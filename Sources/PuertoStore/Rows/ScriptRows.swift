internal import GRDB
internal import PuertoCore

/// The rows of `script_push` and `script_item`, in a transaction.
struct ScriptRows {
    let db: Database

    func facts(_ tenant: Int) throws -> ScriptFacts {
        var facts = ScriptFacts()
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT workspace, system, database, version, shared, pushed_at FROM script_push
                WHERE tenant = ?
                """, arguments: [tenant])
        guard let row else { return facts }
        facts.target = ScriptTarget(
            workspace: row[0], data: InstanceData(system: row[1], database: row[2]))
        facts.version = version(row[3], row[4], row[5])
        facts.items = try Row.fetchAll(
            db,
            sql: """
                SELECT kind, name, sent, mark FROM script_item WHERE tenant = ?
                ORDER BY kind, name
                """, arguments: [tenant]
        ).map { PushedItem(kind: $0[0], name: $0[1], sent: $0[2], mark: $0[3]) }
        return facts
    }

    /// The versions of all clients, by their rows.
    func versions() throws -> [Int: ScriptVersion] {
        let sql = """
            SELECT tenant, version, shared, pushed_at FROM script_push WHERE version IS NOT NULL
            """
        var versions: [Int: ScriptVersion] = [:]
        for row in try Row.fetchAll(db, sql: sql) {
            versions[row[0]] = version(row[1], row[2], row[3])
        }
        return versions
    }

    private func version(_ whole: String?, _ shared: String?, _ at: Int?) -> ScriptVersion? {
        guard let whole, let shared, let at else { return nil }
        return ScriptVersion(whole: whole, shared: shared, at: at)
    }

    /// Forgets everything that was pushed elsewhere.
    func aim(at target: ScriptTarget, _ tenant: Int) throws {
        guard try facts(tenant).target != target else { return }
        for table in ["script_item", "script_push"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE tenant = ?", arguments: [tenant])
        }
        try db.execute(
            sql: """
                INSERT INTO script_push (tenant, workspace, system, database) VALUES (?, ?, ?, ?)
                """,
            arguments: [tenant, target.workspace, target.data.system, target.data.database])
    }

    func put(_ item: PushedItem, _ tenant: Int) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO script_item (tenant, kind, name, sent, mark) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (tenant, kind, name)
                    DO UPDATE SET sent = excluded.sent, mark = excluded.mark
                """
        ).execute(arguments: [tenant, item.kind, item.name, item.sent, item.mark])
    }

    func remove(_ kind: String, _ name: String, _ tenant: Int) throws {
        try db.execute(
            sql: "DELETE FROM script_item WHERE tenant = ? AND kind = ? AND name = ?",
            arguments: [tenant, kind, name])
    }

    func set(_ version: ScriptVersion, _ tenant: Int) throws {
        try db.execute(
            sql: "UPDATE script_push SET version = ?, shared = ?, pushed_at = ? WHERE tenant = ?",
            arguments: [version.whole, version.shared, version.at, tenant])
    }
}
