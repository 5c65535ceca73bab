internal import GRDB
package import PuertoCore

/// A table, index, trigger or view as the file has it.
package struct SchemaObject: Hashable, Sendable {
    /// `table`, `index`, `trigger` or `view`.
    package let type: String
    package let name: String

    /// The object's name, safe for a terminal and for one line of the history.
    package var text: String { "\(type) \(PuertoError.quote(name))" }
}

extension Store {
    /// Throws `damaged` for the first object that no migration makes: a trigger of another hand acts
    /// in every change.
    func refuseStrangers(_ db: Database) throws {
        guard let first = try Store.strangers(db).first else { return }
        throw PuertoError(
            .damaged,
            "the database '\(path)' has a \(first.text) that is not Puerto's",
            hint: "puerto workspace repair removes exactly what does not belong there"
        ).spanish(
            "la base de datos '\(path)' tiene algo que no es de Puerto: \(first.text)",
            hint: "puerto workspace repair quita justo lo que sobra")
    }

    /// Lists what no migration makes, in a database that need not be one that can be opened.
    package static func strangers(in path: String) throws -> [SchemaObject] {
        try StoreFile.check(path)
        let store = try unverified(path, Options())
        defer { try? store.close() }
        return try store.read(strangers)
    }

    /// Removes these objects, after a copy of the database was made. Throws `conflict` when others
    /// are there by then. Adds a line to a history that is chained.
    package static func remove(
        _ strangers: [SchemaObject], from path: String, options: Options, by actor: Actor
    ) throws {
        let store = try unverified(path, options)
        try store.keepCopy(of: store.read(SchemaState.init).version)
        try store.write { db in
            guard try Store.strangers(db) == strangers else {
                throw PuertoError(
                    .conflict, "what does not belong there is something else by now",
                    hint: "run it again"
                ).spanish("lo que sobra ya es otra cosa", hint: "repite la orden")
            }
            // Triggers first: none of them takes part in what follows.
            for type in ["trigger", "view", "index", "table"] {
                for object in strangers where object.type == type {
                    let name = object.name.replacing("\"", with: "\"\"")
                    try db.execute(sql: "DROP \(type) IF EXISTS \"\(name)\"")
                }
            }
            let hasChain = try Store.schema(db)["table audit_link"] != nil
            guard try hasChain && AuditChain.isBegun(db) else { return }
            try store.auditLog(db, actor).done(
                "workspace.repair", "", strangers.map { "removed: \($0.text)" })
        }
        try store.close()
    }
}

extension Store {
    private static func unverified(_ path: String, _ options: Options) throws -> Store {
        let store = try Store(path: path, ports: .standard, options: options)
        try store.read(SchemaState.init).check(path)
        return store
    }

    /// Lists what no migration makes. The tables of `ANALYZE` are SQLite's own.
    private static func strangers(_ db: Database) throws -> [SchemaObject] {
        let known = Migrations.schema(of: try SchemaState(db).version)
        var seen: Set<String> = []
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT type, name FROM sqlite_master
                WHERE NOT (sql IS NULL AND name GLOB 'sqlite_autoindex_*')
                    AND NOT (type = 'table' AND name GLOB 'sqlite_stat[1-4]') ORDER BY type, name
                """)
        return rows.map { SchemaObject(type: $0[0], name: $0[1]) }
            .filter {
                let key = "\($0.type) \($0.name)"
                return !seen.insert(key).inserted || known[key] == nil
            }
    }
}
