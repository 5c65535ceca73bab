internal import GRDB
internal import PuertoCore

extension Store {
    /// Migrates the schema. Throws `unsupported` for another program's database or a newer schema.
    func migrate() throws {
        let state = try read(SchemaState.init)
        try state.check(path)
        guard state.version < Migrations.all.count else { return }
        // A trigger that does not belong would take part in the migration.
        try read(refuseStrangers)
        try keepCopy(of: state.version)
        try write { db in
            // Another process may have migrated since.
            let state = try SchemaState(db)
            try state.check(path)
            try Store.migrate(db, from: state.version)
        }
    }

    /// Runs the migrations after a version, in the caller's transaction.
    static func migrate(_ db: Database, from version: Int) throws {
        for (index, script) in Migrations.all.enumerated().dropFirst(version) {
            try db.execute(sql: script)
            if let rows = Migrations.contents[index] { try db.execute(sql: rows) }
        }
        try db.execute(
            sql: """
                PRAGMA application_id = \(Migrations.applicationID);
                PRAGMA user_version = \(Migrations.all.count)
                """)
    }

    /// Throws `damaged` unless the schema is the one that the migrations make, with nothing missing
    /// or added, and the base system is in slot 0. It finds what SQLite cannot refuse, as
    /// `DROP TRIGGER`.
    func verify() throws { try read(verify) }

    func verify(_ db: Database) throws {
        try verifySchema(db)
        try checkBaseSystem(db)
        try quickCheck(db)
    }

    /// Throws `damaged` unless the schema is the one that the migrations make. Remembers the version
    /// of what it has seen: a connection reads the schema again only when that differs.
    func verifySchema(_ db: Database) throws {
        let version = try Store.schemaVersion(db)
        if try !SchemaText.isAsMade(db) {
            let found = try Store.schema(db)
            // Migrating a database in memory takes longer than all the rest of opening a file.
            if Migrations.schema.contains(where: { found[$0.key] != $0.value }) {
                try compare(found, Store.migratedSchema(path))
            }
            try refuseStrangers(db)
        }
        verified.set(version)
    }

    /// Verifies the schema again if another connection has touched it since.
    func verifySchemaIfTouched(_ db: Database) throws {
        guard let version = verified.version, try Store.schemaVersion(db) != version else { return }
        try verifySchema(db)
    }

    /// SQLite's `schema_version`, which grows whenever a table or trigger is created, dropped or
    /// changed.
    static func schemaVersion(_ db: Database) throws -> Int {
        try RawRows.number(db, "PRAGMA schema_version")
    }

    private func compare(_ found: [String: String], _ wanted: [String: String]) throws {
        for (name, sql) in wanted.sorted(by: { $0.key < $1.key }) where found[name] != sql {
            let fate = found[name] == nil ? "is missing" : "was changed"
            throw Store.damaged(path, "\(name) \(fate)")
        }
    }

    /// Returns the schema that the migrations make of an empty database.
    static func migratedSchema(_ path: String) throws -> [String: String] {
        try explaining(path) {
            try DatabaseQueue().write { db in
                try migrate(db, from: 0)
                return try schema(db)
            }
        }
    }

    static func schema(_ db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }

    private func checkBaseSystem(_ db: Database) throws {
        let services = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM tenant t JOIN slot s ON s.tenant = t.id
                JOIN host h ON h.id = s.host JOIN service v ON v.host = s.host AND v.slot = s.number
                WHERE t.id = 0 AND t.kind = 'base' AND s.number = 0 AND h.id = 0 AND h.position = 0
                    AND v.kind IN ('windmill', 'postgres', 'redis')
                """)
        guard services == 3 else { throw Store.damaged(path, "the base system is not in slot 0") }
    }

    /// Verifies every page of a small file. The pages of a large one are checked as queries read
    /// them.
    private func quickCheck(_ db: Database) throws {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        guard pages <= 100 else { return }
        let answer = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
        guard answer == "ok" else {
            throw Store.damaged(path, answer.split(separator: "\n").joined(separator: ", "))
        }
    }
}

/// The program that a database belongs to, and its schema version.
struct SchemaState {
    let version: Int
    let application: Int

    init(_ db: Database) throws {
        version = try RawRows.number(db, "PRAGMA user_version")
        application = try RawRows.number(db, "PRAGMA application_id")
    }

    func check(_ path: String) throws {
        guard application == Migrations.applicationID else {
            throw PuertoError(
                .unsupported, "'\(path)' is not a database of Puerto",
                hint: "choose another --workspace, or move the file away"
            ).spanish(
                "'\(path)' no es una base de datos de Puerto",
                hint: "elige otro --workspace, o aparta el archivo")
        }
        guard version >= 1 else {
            throw Store.damaged(path, "it has schema version \(version), the first one is 1")
        }
        guard version <= Migrations.all.count else {
            throw PuertoError(
                .unsupported,
                "the database '\(path)' has schema version \(version), this puerto knows "
                    + "\(Migrations.all.count)",
                hint: "use the newer puerto that wrote it"
            ).spanish(
                "la base de datos '\(path)' tiene la versión \(version) del esquema, y este programa "
                    + "conoce hasta la \(Migrations.all.count)",
                hint: "usa la versión de Puerto, más reciente, que la escribió")
        }
    }
}
