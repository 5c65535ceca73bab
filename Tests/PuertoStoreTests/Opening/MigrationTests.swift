import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct MigrationTests {
    /// A database of an older version: the base system, a client in slot 5, a client on
    /// another host, and a slot in quarantine.
    func old(_ workshop: Workshop, version: Int = 2) throws {
        let raw = try workshop.raw()
        try raw.writeWithoutTransaction { db in
            for script in Migrations.all.prefix(min(version, 2)) { try db.execute(sql: script) }
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Migrations.applicationID);
                    PRAGMA user_version = \(version);
                    INSERT INTO host VALUES (0, 0, 'local', '10.0.0.1'), (1, 1, 'second', '10.0.0.2');
                    INSERT INTO tenant (id, slug, name, kind, language, status, dashboards, tags,
                        welcome_token) VALUES
                        (0, 'base', 'Faro', 'base', 'es', 'ready', '', '', '\(token("0"))'),
                        (3, 'acme', 'Acme', 'client', 'es', 'ready', '', '', '\(token("3"))'),
                        (4, 'far', 'Far', 'client', 'es', 'draft', '', '', '\(token("4"))');
                    INSERT INTO slot VALUES (0, 0, 0, NULL, NULL), (0, 5, 3, NULL, NULL),
                        (1, 5, 4, NULL, NULL), (0, 6, NULL, 'gone', 9999999999);
                    """)
            for (host, slot, slug) in [(0, 0, "base"), (0, 5, "acme"), (1, 5, "far")] {
                for (kind, port) in [("windmill", 8000), ("postgres", 5432), ("redis", 6379)] {
                    try db.execute(
                        sql: "INSERT INTO service VALUES (?, ?, ?, ?, ?)",
                        arguments: [host, slot, kind, port + slot, "\(kind)_\(slug)"])
                }
            }
            // The third script is followed by rows.
            for index in 2..<max(version, 2) {
                try db.execute(sql: Migrations.all[index])
                if let rows = Migrations.contents[index] { try db.execute(sql: rows) }
            }
        }
        try raw.close()
    }

    private func token(_ digit: String) -> String { String(repeating: digit, count: 32) }

    @Test(arguments: [1, 2, 3, 4]) func anOlderDatabaseIsReadInACopyAndStaysOld(version: Int) throws
    {
        let workshop = try Workshop(hosts: ["local", "second"])
        try old(workshop, version: version)
        let before = try workshop.files()
        let store = try Store.openForReading(
            workshop.path, ports: workshop.configuration.ports, options: workshop.options)
        #expect(try store.fleet().tenants.map(\.slug.text) == ["base", "acme", "far"])
        try store.close()
        #expect(try workshop.files() == before)
    }

    @Test(arguments: [1, 2, 3, 4]) func anOlderDatabaseIsBroughtUpToDate(version: Int) throws {
        let workshop = try Workshop(hosts: ["local", "second"])
        try old(workshop, version: version)
        let store = try workshop.open()
        let id = try store.workspaceID()
        #expect(id.count == 32 && id.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(try workshop.open().workspaceID() == id)
        #expect(try store.fleet().tenants.map(\.slug.text) == ["base", "acme", "far"])
        let facts = try store.fleet().tenants.map { try store.stack(of: $0.slug) }
        #expect(facts.map(\.id) == [0, 3, 4])
        #expect(try store.tenantNumbers().values.sorted() == [0, 3, 4])
        #expect(
            facts.map(\.subnet.description) == [
                "10.213.0.0/26", "10.213.1.64/26", "10.213.1.64/26",
            ])
        #expect(facts.allSatisfy { $0.applied == nil && $0.tenant.stack == StackOptions() })
        let first = try workshop.raw().read {
            try Int.fetchOne($0, sql: "SELECT first FROM subnet WHERE host = 0 AND slot = 6")
        }
        #expect(first == Int(SubnetPool.standard.block(of: try Slot(6)).first))
        #expect(try store.add(.make("new")).tenant.slot.number == 1)
    }

    @Test(arguments: [2, 3, 4]) func aMigratedDatabaseIsTheOneThatIsMadeAnew(version: Int) throws {
        let (one, other) = (try Workshop(), try Workshop())
        try old(one, version: version)
        _ = try one.open()
        _ = try other.make()
        func schema(_ workshop: Workshop) throws -> [String: String] {
            try workshop.raw().read { db in
                let sql = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
                return Dictionary(
                    uniqueKeysWithValues: try Row.fetchAll(db, sql: sql).map { ($0[0], $0[1]) })
            }
        }
        #expect(try schema(one) == schema(other))
    }

    /// The web tier's tables are empty until the portal is served.
    @Test func aMigratedDatabaseServesNothing() throws {
        let workshop = try Workshop(hosts: ["local", "second"])
        try old(workshop, version: 3)
        #expect(code { try Store.attach(workshop.path, options: workshop.options) } == .unsupported)
        let store = try workshop.open()
        #expect(try store.web() == nil)
        #expect(try store.operators() == [])
        #expect(try store.hookSecrets().isEmpty)
        #expect(try store.nextErrand() == nil)
        #expect(try store.links(of: Slug("acme")) == [])
        #expect(try store.passkeys() == [])
    }

    /// The version before had no passkeys: what it recorded for the hook stays.
    @Test func theHooksSettingsStayWithoutARowOfThePolicy() throws {
        let workshop = try Workshop(hosts: ["local", "second"])
        try old(workshop, version: Migrations.all.count - 1)
        try workshop.raw().write {
            try $0.execute(
                sql: """
                    INSERT INTO web VALUES (1, 'https://portal.example', '/hook', '', 'Faro', 'es',
                        'es', 'a.css', 'a.svg', 'https://{slug}.example', ?, '10.213.0.0/16', 0)
                    """, arguments: [PortRule.standard.text])
        }
        let web = try #require(try workshop.open().web())
        #expect(web.settings.origin == "https://portal.example")
        #expect(web.passkeys == PasskeyPolicy())
    }

    /// What runs under a name keeps it; the usual names are for new clients.
    @Test func containersOfAnOlderDatabaseKeepTheirNames() throws {
        let workshop = try Workshop(hosts: ["local", "second"])
        try old(workshop, version: 4)
        let store = try workshop.open()
        func names(_ slug: String) throws -> [String] {
            try store.tenant(Slug(slug)).containers.all
        }
        let before = ["windmill_acme", "postgres_acme", "redis_acme"]
        #expect(try names("acme") == before)
        let report = try store.importAll([
            .make("acme", name: "Acme", status: .ready), .make("far", name: "Far"),
            .make("new-one"),
        ])
        #expect(report.unchanged.map(\.text) == ["acme", "far"])
        #expect(try names("acme") == before && names("far").first == "windmill_far")
        #expect(
            try names("new-one") == ["new_one_windmill", "new_one_postgres", "new_one_redis"])
        #expect(try store.edit("acme") { $0.name = "Acme S.A." }.changes.count == 1)
        _ = try store.edit("acme") { $0.slot = try Slot(9) }
        #expect(try names("acme") == before)
        _ = try store.edit("acme") { $0.containers.redis = "cache" }
        #expect(try names("acme") == ["windmill_acme", "postgres_acme", "cache"])
    }

    @Test func twoWorkspacesHaveTwoNames() throws {
        #expect(try Workshop().make().workspaceID() != Workshop().make().workspaceID())
    }

    @Test(arguments: [
        "UPDATE workspace SET id = lower(hex(randomblob(16)))", "DELETE FROM workspace",
        "INSERT OR REPLACE INTO workspace VALUES (lower(hex(randomblob(16))), 1)",
        "INSERT INTO workspace VALUES (lower(hex(randomblob(16))), 1)",
    ])
    func theNameOfAWorkspaceStays(sql: String) throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        let id = try store.workspaceID()
        #expect(throws: DatabaseError.self) {
            try workshop.raw().write { try $0.execute(sql: sql) }
        }
        #expect(try store.workspaceID() == id)
    }
}
