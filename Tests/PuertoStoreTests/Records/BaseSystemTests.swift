import Foundation
import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct BaseSystemTests {
    /// All rows of the base system.
    static func rows(_ raw: DatabaseQueue) throws -> [String] {
        try raw.read { db in
            try [
                "SELECT * FROM tenant WHERE id = 0 OR kind = 'base'",
                "SELECT * FROM slot WHERE number = 0 OR tenant = 0",
                "SELECT * FROM service WHERE slot = 0 ORDER BY kind",
                "SELECT id, name, position FROM host WHERE id = 0 OR position <= 0",
            ].flatMap { sql in try Row.fetchAll(db, sql: sql).map { "\($0)" } }
        }
    }

    static let attacks =
        [
            "DELETE FROM tenant", "DELETE FROM tenant WHERE kind = 'base'",
            "DELETE FROM slot", "DELETE FROM slot WHERE number = 0",
            "DELETE FROM service", "DELETE FROM service WHERE slot = 0 AND kind = 'redis'",
            "DELETE FROM host", "DELETE FROM host WHERE id = 0",
            "UPDATE tenant SET slug = 'other' WHERE id = 0",
            "UPDATE tenant SET kind = 'client' WHERE id = 0", "UPDATE tenant SET kind = 'client'",
            "UPDATE tenant SET kind = 'base'", "UPDATE tenant SET id = 9 WHERE id = 0",
            "UPDATE tenant SET rowid = 9 WHERE id = 0", "UPDATE tenant SET _rowid_ = rowid + 5",
            "UPDATE tenant SET id = 9, kind = 'client' WHERE id = 0",
            "UPDATE tenant SET status = 'archived' WHERE id = 0",
            "UPDATE tenant SET status = 'suspended'",
            "UPDATE OR REPLACE tenant SET slug = 'base' WHERE slug = 'a'",
            "UPDATE OR REPLACE tenant SET id = 0 WHERE slug = 'a'",
            "UPDATE OR REPLACE tenant SET rowid = 0 WHERE slug = 'a'",
            "UPDATE OR REPLACE tenant SET id = 0, kind = 'base' WHERE slug = 'a'",
            "UPDATE OR REPLACE tenant SET welcome_token = (SELECT welcome_token FROM tenant WHERE id = 0)",
            "UPDATE tenant SET kind = 'base' WHERE slug = 'a'",
            "UPDATE OR REPLACE tenant SET welcome_token = (SELECT welcome_token FROM tenant WHERE id = 1) "
                + "WHERE id = 0",
            "UPDATE slot SET tenant = NULL, former_tenant = 'base', until = 1 WHERE number = 0",
            "UPDATE slot SET number = 5 WHERE number = 0",
            "UPDATE slot SET host = 1 WHERE number = 0",
            "UPDATE slot SET number = number + 1",
            "UPDATE slot SET tenant = 1 WHERE number = 0",
            "UPDATE OR REPLACE slot SET number = 0 WHERE number = 1",
            "UPDATE OR REPLACE slot SET tenant = 0 WHERE number = 1",
            "UPDATE OR REPLACE slot SET number = 0, tenant = 0 WHERE number = 1",
            "UPDATE service SET port = 9000 WHERE slot = 0",
            "UPDATE service SET port = port + 2000",
            "UPDATE service SET slot = 1 WHERE slot = 0",
            "UPDATE service SET host = 1 WHERE slot = 0",
            "UPDATE OR REPLACE service SET port = 8000 WHERE slot = 1 AND kind = 'windmill'",
            "UPDATE OR REPLACE service SET container = 'base_redis' WHERE slot = 1 AND kind = 'redis'",
            "UPDATE OR REPLACE service SET slot = 0 WHERE slot = 1",
            "UPDATE OR REPLACE service SET container = 'base_redis' WHERE slot = 0 AND kind = 'postgres'",
            "UPDATE OR REPLACE service SET kind = 'redis' WHERE slot = 0 AND kind = 'postgres'",
            "UPDATE host SET name = 'elsewhere' WHERE id = 0",
            "UPDATE host SET position = 5 WHERE id = 0",
            "UPDATE host SET position = position + 1", "UPDATE host SET id = 7 WHERE id = 0",
            "UPDATE host SET position = 0", "UPDATE OR REPLACE host SET id = 0 WHERE id = 1",
            "UPDATE OR REPLACE host SET name = 'local' WHERE id = 1",
            "UPDATE OR REPLACE host SET position = 0 WHERE id = 1",
            "INSERT OR REPLACE INTO host VALUES (0, 0, 'x', 'y')",
            "INSERT OR REPLACE INTO host VALUES (NULL, 3, 'local', 'y')",
            "INSERT OR REPLACE INTO host VALUES (5, 0, 'x', 'y')",
            "INSERT OR REPLACE INTO host VALUES (5, -1, 'x', 'y')",
            "REPLACE INTO slot VALUES (0, 0, 1, NULL, NULL)",
            "REPLACE INTO slot VALUES (0, 0, NULL, 'x', 1)",
            "REPLACE INTO slot VALUES (0, 0, 0, NULL, NULL)",
            "REPLACE INTO slot VALUES ('0', '0', NULL, 'x', 1)",
            "REPLACE INTO slot VALUES (0, 5, 0, NULL, NULL)",
            "REPLACE INTO slot VALUES (1, 0, 0, NULL, NULL)",
            "REPLACE INTO slot VALUES (1, 0, 1, NULL, NULL)",
            "REPLACE INTO service VALUES (0, 0, 'redis', 1, 'x')",
            "REPLACE INTO service VALUES (0, 0.0, 'redis', 1, 'x')",
            "REPLACE INTO service VALUES (0, 1, 'worker', NULL, 'base_redis')",
            "REPLACE INTO service VALUES (0, 7, 'redis', 8000, 'x')",
            "REPLACE INTO service VALUES (0, 0, 'worker', NULL, 'x')",
            "INSERT INTO service VALUES (0, 0, 'worker', NULL, 'x')",
            "INSERT INTO service VALUES (0, 0, 'other', 9000, 'x')",
            "INSERT INTO service VALUES (1, 0, 'redis', 9000, 'x')",
        ]
        + ["0", "'0'", "0.0", "9", "NULL"].flatMap { id in
            ["'base', 'n', 'base'", "'other', 'n', 'base'", "'base', 'n', 'client'"].map { start in
                """
                INSERT OR REPLACE INTO tenant (id, slug, name, kind, language, status, dashboards, tags,
                welcome_token) VALUES (\(id), \(start), 'es', 'ready', '', '', hex(randomblob(16)))
                """
            }
        } + [
            """
            INSERT OR REPLACE INTO tenant (slug, name, kind, language, status, dashboards, tags,
            welcome_token) SELECT 'z', 'n', 'client', 'es', 'ready', '', '', welcome_token
            FROM tenant WHERE id = 0
            """,
            """
            INSERT INTO tenant (id, slug, name, kind, language, status, dashboards, tags, welcome_token)
            VALUES (0, 'base', 'n', 'base', 'es', 'ready', '', '', lower(hex(randomblob(16))))
            ON CONFLICT DO UPDATE SET slug = 'x', kind = 'client', id = 77
            """,
        ]

    static let weakenings = [
        "", "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON",
        "PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF; "
            + "PRAGMA ignore_check_constraints = ON; PRAGMA defer_foreign_keys = ON",
    ]

    @Test(arguments: weakenings) func noStatementChangesTheBaseSystem(weakening: String) throws {
        let workshop = try Workshop(hosts: ["local", "second"])
        let store = try workshop.make()
        try store.add(.make("a"))
        try store.add(.make("b", host: "second"))
        let raw = try workshop.raw()
        try raw.writeWithoutTransaction { try $0.execute(sql: weakening) }
        let before = try Self.rows(raw)
        #expect(before.count == 6)
        for attack in Self.attacks {
            try raw.writeWithoutTransaction { db in
                do {
                    try db.execute(sql: attack)
                } catch let error as DatabaseError {
                    #expect(error.resultCode != .SQLITE_ERROR, "\(error)")
                }
            }
            #expect(try Self.rows(raw) == before, "after: \(attack)")
        }
        try raw.close()
        _ = try workshop.open()
    }

    @Test func theBaseSystemCannotTakeAClientsToken() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        try store.add(.make("a"))
        let raw = try workshop.raw()
        #expect(throws: DatabaseError.self) {
            try raw.write { db in
                try db.execute(
                    sql: """
                        UPDATE OR REPLACE tenant SET welcome_token =
                            (SELECT welcome_token FROM tenant WHERE slug = 'a') WHERE id = 0
                        """)
            }
        }
        #expect(try store.fleet().tenants.map(\.slug.text) == ["base", "a"])
    }

    static let shell = "/usr/bin/sqlite3"
    static let hasShell = FileManager.default.isExecutableFile(atPath: shell)

    /// Runs the command line of SQLite and returns its exit status.
    static func sqlite3(_ path: String, _ commands: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: shell)
        process.arguments = [path] + commands
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test(.enabled(if: hasShell)) func theCommandLineOfSQLiteCannotRemoveIt() throws {
        let workshop = try Workshop()
        _ = try workshop.make()
        let raw = try workshop.raw()
        let before = try Self.rows(raw)
        #expect(try Self.sqlite3(workshop.path, ["DELETE FROM tenant"]) != 0)
        #expect(try Self.rows(raw) == before)
    }

    @Test(.enabled(if: hasShell)) func switchedOffTriggersAreNoticedWhenOpening() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        _ = try Self.sqlite3(
            workshop.path, [".dbconfig enable_trigger off", "DELETE FROM tenant WHERE id = 0"])
        #expect(code { try workshop.open() } == .damaged)
    }

    @Test(arguments: [
        "DROP TRIGGER tenant_base_delete", "DROP TABLE audit",
        "DROP TRIGGER tenant_base_delete; DROP TRIGGER slot_base_delete; DELETE FROM slot "
            + "WHERE number = 0; DELETE FROM tenant WHERE id = 0",
        "DROP TRIGGER slot_base_update; CREATE TRIGGER slot_base_update BEFORE UPDATE ON slot "
            + "BEGIN SELECT 1; END",
    ])
    func whatSQLiteCannotRefuseIsFoundWhenOpening(attack: String) throws {
        let workshop = try Workshop()
        try workshop.make().close()
        let raw = try workshop.raw()
        try raw.writeWithoutTransaction { try $0.execute(sql: attack) }
        try raw.close()
        #expect(code { try workshop.open() } == .damaged)
        #expect(message { try workshop.open() }?.contains("restore it from a backup") == true)
    }

    @Test func noVerbMovesSuspendsOrRenamesIt() throws {
        let workshop = try Workshop(hosts: ["local", "second"])
        let store = try workshop.make()
        let before = try store.tenant(Slug("base"))
        #expect(code { try store.edit("base") { $0.slot = try Slot(4) } } == .protected)
        #expect(code { try store.edit("base") { $0.host = try Slug("second") } } == .protected)
        #expect(code { try store.edit("base") { $0.slug = try Slug("other") } } == .protected)
        #expect(code { try store.edit("base") { $0.status = .suspended } } == .protected)
        #expect(code { try store.edit("base") { $0.kind = .client } } == .protected)
        #expect(code { try store.add(.make("two", kind: .base)) } == .protected)
        #expect(code { try store.importAll([.make("two", kind: .base)]) } == .protected)
        #expect(code { try store.importAll([.make("base")]) } == .protected)
        #expect(code { try store.add(.make("x", slot: 0)) } == .protected)
        #expect(code { try store.add(.make("x", host: "second", slot: 0)) } == .protected)
        let moved = try Workshop.configuration(hosts: ["second", "local"])
        #expect(code { try store.apply(moved, by: .cli("test")) } == .protected)
        let gone = try Workshop.configuration(hosts: ["second"])
        #expect(code { try store.apply(gone, by: .cli("test")) } == .protected)
        #expect(try store.tenant(Slug("base")) == before)
    }

    @Test func itsNameContactPlanStatusAndContainersMayChange() throws {
        let store = try Workshop().make()
        let done = try store.edit("base") {
            $0.name = "Casa"
            $0.contact = Contact(name: "Ana")
            $0.plan = "pro"
            $0.status = .degraded
            $0.containers.redis = "redis_dev_main"
            $0.tags = ["own"]
        }
        #expect(
            done.changes == [
                "name: Faro → Casa", "contact name: – → Ana", "plan: – → pro",
                "status: draft → degraded", "redis container: base_redis → redis_dev_main",
                "tags: – → own",
            ])
        #expect(try store.tenant(Slug("base")) == done.tenant)
    }
}
