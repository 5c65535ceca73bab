internal import GRDB
package import PuertoCore

extension Store {
    /// Opens an existing database for the web tier, which does not migrate it: throws `unsupported`
    /// for another schema version. The schema is verified each time, the rest when the schema was
    /// touched since it was last verified.
    package static func attach(_ path: String, options: Options = Options()) throws
        -> (store: Store, web: HookSettings?)
    {
        try StoreFile.check(path)
        try StoreFile.protect(path)
        var options = options
        options.isFollowed = false
        options.side = .web
        let store = try Store(path: path, ports: .standard, options: options)
        let web = try store.read { db -> HookSettings? in
            let state = try SchemaState(db)
            try state.check(path)
            guard state.version == Migrations.all.count else {
                throw PuertoError(
                    .unsupported, "the database has schema version \(state.version)",
                    hint: "puerto build brings it up to date"
                ).spanish(
                    "la base de datos tiene la versión \(state.version) del esquema",
                    hint: "puerto build la pone al día")
            }
            // Before anything else is read, since a changed schema cannot be trusted. Whether it was
            // seen is a row, which says nothing about what was added.
            try store.verifySchema(db)
            if try !Store.isSeen(db) { try store.verify(db) }
            guard try AuditChain.isBegun(db) else { throw AuditLog.notBegun }
            return try Store.web(db)
        }
        guard let web else { return (store, nil) }
        var following = options
        following.subnets = web.subnets
        return (store.following(web.ports, following), web)
    }

    /// Returns the hook's settings, or `nil` where the portal has no hook.
    package func web() throws -> HookSettings? { try read(Store.web) }

    /// Records the hook's settings unless they are current. `nil` switches the hook off. Also notes
    /// that the schema is verified, since opening this store has verified it. Throws `conflict` for
    /// a new address whose host name is a tenant's.
    package func setWeb(_ hook: HookSettings?, by actor: Actor) throws {
        let isCurrent = try read { db in
            guard try Store.isRecorded(hook, db) else { return false }
            return try hook == nil || Store.isSeen(db)
        }
        guard !isCurrent else { return }
        try write { db in
            let old = try Store.readableWeb(db)
            // A tenant that has had the name before can still be given another slug.
            if let hook, old?.settings.origin != hook.settings.origin || old?.url != hook.url {
                try checkPortalName(hook, db, canRename: false)
            }
            try db.execute(sql: "DELETE FROM web")
            try db.execute(sql: "DELETE FROM web_policy")
            try db.execute(sql: "DELETE FROM web_contact")
            if let hook { try Store.insert(hook, db) }
            try Store.setWebScripts(hook?.scripts, db)
            guard old?.settings != hook?.settings || old?.passkeys != hook?.passkeys else { return }
            try auditLog(db, actor).done("web.set", "", hook.map(Store.lines) ?? ["off"])
        }
    }
}

extension Store {
    static func web(_ db: Database) throws -> HookSettings? {
        let rows = try RawRows(
            db,
            """
            SELECT origin, hook, proxies, agency, language, languages, style, icon, url, ports, subnets,
                reveal, requires FROM web LEFT JOIN web_policy USING (only)
            """)
        guard try rows.next() else { return nil }
        return HookSettings(
            settings: try WebSettings(
                origin: rows.string(0), hook: rows.string(1),
                proxies: rows.string(2).split(separator: " ").map(String.init)),
            agency: rows.string(3), language: try JobRows.word(rows.string(4)),
            languages: try rows.string(5).split(separator: " ").map {
                try JobRows.word(String($0))
            },
            style: rows.string(6), icon: rows.string(7),
            scripts: try Store.webScripts(db), url: rows.string(8),
            ports: try PortRule(text: rows.string(9)), subnets: try SubnetPool(rows.string(10)),
            passkeys: rows.isNull(11)
                ? PasskeyPolicy()
                : PasskeyPolicy(
                    reveal: try JobRows.word(rows.string(11)),
                    requires: try JobRows.word(rows.string(12))),
            security: try String.fetchOne(db, sql: "SELECT security FROM web_contact")
                .map(SecurityContact.init(address:)))
    }

    private static func insert(_ hook: HookSettings, _ db: Database) throws {
        let settings = hook.settings
        try db.execute(
            sql: """
                INSERT INTO web (only, origin, hook, proxies, agency, language, languages, style,
                    icon, url, ports, subnets, schema)
                VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                settings.origin, settings.hook, settings.proxies.joined(separator: " "),
                hook.agency, hook.language.rawValue,
                hook.languages.map(\.rawValue).joined(separator: " "), hook.style, hook.icon,
                hook.url, hook.ports.text, hook.subnets.text, try schemaVersion(db),
            ])
        try db.execute(
            sql: "INSERT INTO web_policy (only, reveal, requires) VALUES (1, ?, ?)",
            arguments: [hook.passkeys.reveal.rawValue, hook.passkeys.requires.rawValue])
        guard let security = hook.security else { return }
        try db.execute(
            sql: "INSERT INTO web_contact (only, security) VALUES (1, ?)",
            arguments: [security.address])
    }

    private static func lines(_ hook: HookSettings) -> [String] {
        [
            "origin: \(hook.settings.origin)", "hook: \(hook.settings.hook)",
            "reveal: \(hook.passkeys.reveal.rawValue)",
            "require: \(hook.passkeys.requires.rawValue)",
        ]
    }

    /// Tells whether no table or trigger was touched since they were last verified.
    private static func isSeen(_ db: Database) throws -> Bool {
        // The query fails when the table itself was dropped.
        let seen = try? RawRows.number(db, "SELECT schema FROM web")
        return try seen == schemaVersion(db)
    }
}
