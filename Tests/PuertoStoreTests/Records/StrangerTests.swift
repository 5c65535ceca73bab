import Foundation
import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// What no migration makes is refused by name, and removed by one verb.
@Suite struct StrangerTests {
    private let workshop: Workshop
    private let store: Store

    init() throws {
        workshop = try Workshop()
        store = try workshop.make(clients: "acme")
    }

    static let additions = [
        ("CREATE TABLE \"my \"\"own\"\"\" (x)", "table 'my \"own\"'"),
        ("CREATE VIEW mine AS SELECT name FROM tenant", "view 'mine'"),
        ("CREATE INDEX mine ON tenant (name)", "index 'mine'"),
        (
            "CREATE TRIGGER mine AFTER UPDATE ON operator BEGIN DELETE FROM session; END",
            "trigger 'mine'"
        ),
        (
            "CREATE TRIGGER mine INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
            "trigger 'mine'"
        ),
    ]

    @Test(arguments: additions) func whatWasAddedIsNamedAndRemovedAlone(
        sql: String, name: String
    ) throws {
        try workshop.raw().write { db in
            if sql.contains(" ON v ") { try db.execute(sql: "CREATE VIEW v AS SELECT 1 AS x") }
            try db.execute(sql: sql)
        }
        #expect(code { try workshop.open() } == .damaged)
        #expect(message { try workshop.open() }?.contains("has a \(name) that is not") == true)
        #expect(code { try Store.openForReading(workshop.path) } == .damaged)
        let found = try Store.strangers(in: workshop.path)
        #expect(found.map(\.text).contains(name))
        try Store.remove(
            found, from: workshop.path, options: workshop.options, by: .cli("test"))
        let opened = try workshop.open()
        #expect(try opened.fleet().tenants.map(\.slug.text) == ["base", "acme"])
        let line = try opened.auditEntries(1)[0]
        #expect(line.action == "workspace.repair" && line.detail.contains("removed: \(name)"))
        #expect(try opened.verifyAudit().faults == [])
        let copies = try workshop.files().keys.filter { $0.hasPrefix("puerto.db.v") }
        #expect(copies.count == 1)
    }

    @Test func nothingElseIsRemoved() throws {
        try workshop.raw().write { try $0.execute(sql: "CREATE TABLE mine (x)") }
        let found = try Store.strangers(in: workshop.path)
        try workshop.raw().write { try $0.execute(sql: "CREATE TABLE other (x)") }
        #expect(
            code {
                try Store.remove(
                    found, from: workshop.path, options: workshop.options, by: .cli("test"))
            } == .conflict)
        #expect(try Store.strangers(in: workshop.path).count == 2)
    }

    /// A worker holds its connection for months.
    @Test func aTriggerThatIsAddedLaterStopsTheNextChange() throws {
        let other = try workshop.raw()
        try other.write {
            try $0.execute(
                sql: "CREATE TRIGGER mine AFTER INSERT ON tenant BEGIN DELETE FROM operator; END")
        }
        #expect(code { try store.add(.make("b")) } == .damaged)
        try other.write { try $0.execute(sql: "DROP TRIGGER mine") }
        #expect(try store.add(.make("b")).outcome == .added)
    }

    @Test func aTriggerTakesNoPartInAMigration() throws {
        try workshop.raw().write {
            try $0.execute(
                sql: """
                    CREATE TRIGGER mine AFTER INSERT ON audit BEGIN DELETE FROM operator; END;
                    PRAGMA user_version = \(Migrations.all.count - 1)
                    """)
        }
        #expect(message { try workshop.open() }?.contains("a trigger 'mine' that is not") == true)
        #expect(
            try workshop.raw().read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
                == Migrations.all.count - 1)
    }

    /// ANALYZE is an operator's right.
    @Test func statisticsOfSQLiteAreNoDamage() throws {
        try workshop.raw().write { try $0.execute(sql: "ANALYZE") }
        #expect(try workshop.open().add(.make("b")).outcome == .added)
        #expect(try Store.strangers(in: workshop.path).isEmpty)
    }

    @Test func theBaseSystemsRowIsComparedWithTheHistory() throws {
        #expect(try store.baseDrift().isEmpty)
        _ = try store.edit("base") { $0.name = "Faro → Sur" }
        _ = try store.edit("base") { $0.contact.email = "ana@example.com" }
        #expect(try store.baseDrift().isEmpty)
        try workshop.raw().write {
            try $0.execute(
                sql:
                    "UPDATE tenant SET name = 'Eve', contact_email = 'eve@example.com' WHERE id = 0"
            )
        }
        let found = try store.baseDrift().map(\.found)
        #expect(
            found == [
                "name is 'Eve', the history says 'Faro → Faro → Sur'",
                "contact e-mail is 'eve@example.com', the history says '– → ana@example.com'",
            ])
        // The hint works.
        _ = try store.edit("base") { $0.name = "Faro" }
        _ = try store.edit("base") { $0.contact.email = "ana@example.com" }
        #expect(try store.baseDrift().isEmpty)
        try workshop.raw().write { db in
            let trigger = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE name = 'tenant_base_update'")
            try db.execute(
                sql: """
                    DROP TRIGGER tenant_base_update;
                    UPDATE tenant SET slug = 'other' WHERE id = 0; \(trigger ?? "")
                    """)
        }
        #expect(
            try store.baseDrift().map(\.found) == ["slug is 'other', the history says 'base'"])
    }
}
