import Foundation
import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// The web tier opens the records and reads its settings.
@Suite struct AttachTests {
    private let workshop: Workshop
    private let store: Store
    private let record: HookSettings

    init() throws {
        workshop = try Workshop()
        store = try workshop.make(clients: "acme")
        record = HookSettings(
            settings: try WebSettings(
                origin: "https://portal.example", proxies: ["10.0.0.1", "::1"]),
            agency: "Faro", language: .en, languages: [.en], style: "a.css", icon: "a.svg",
            url: "https://{slug}.example", ports: try PortRule(skip: [2: "the printer"]),
            subnets: try SubnetPool("10.99.0.0/16"))
    }

    private func attach() throws -> Store {
        try Store.attach(workshop.path, options: workshop.options).store
    }

    private func files() throws -> [String: Data] { try workshop.files() }

    @Test func whatIsRecordedComesBack() throws {
        #expect(try store.web() == nil)
        try store.setWeb(record, by: .cli("test"))
        #expect(try attach().web() == record)
        #expect(try store.history(1) == ["done web.set "])
        try store.setWeb(nil, by: .cli("test"))
        #expect(try attach().web() == nil)
        #expect(try store.history(1) == ["done web.set "])
    }

    @Test func whatIsTheSameIsNotWritten() throws {
        try store.setWeb(nil, by: .cli("test"))
        try store.setWeb(record, by: .cli("test"))
        let (before, lines) = (try files(), try store.auditEntries(100).count)
        for _ in 0..<3 { try store.setWeb(record, by: .cli("test")) }
        #expect(try files() == before)
        // Another style sheet is written, and is no line of the history.
        var other = record
        other.style = "b.css"
        try store.setWeb(other, by: .cli("test"))
        #expect(try store.web() == other)
        #expect(try store.auditEntries(100).count == lines)
    }

    @Test func aNewClientGetsWhatIsRecordedForIt() throws {
        try store.setWeb(record, by: .cli("test"))
        let web = try attach()
        _ = try web.admit(.make("new"), language: .en, key: nil, by: .web(Slug("ana")))
        let facts = try store.stack(of: Slug("new"))
        #expect(facts.tenant.slot.number == 3)
        #expect(facts.subnet == (try SubnetPool("10.99.0.0/16").block(of: Slot(3))))
    }

    /// Only the operator's commands migrate a database.
    @Test func anOlderDatabaseIsNotAttached() throws {
        let raw = try workshop.raw()
        try raw.write { try $0.execute(sql: "PRAGMA user_version = 3") }
        #expect(code { try attach() } == .unsupported)
        #expect(message { try attach() }?.contains("puerto build brings it up to date") == true)
        let version = try raw.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(version == 3)
    }

    @Test(arguments: [
        "DROP TRIGGER audit_update", "DROP TRIGGER tenant_web", "DROP TABLE hook_seen",
        "DROP TRIGGER link_update; CREATE TRIGGER link_update BEFORE UPDATE ON link BEGIN SELECT 1; END",
    ])
    func whatWasTakenAwayIsFound(sql: String) throws {
        try store.setWeb(record, by: .cli("test"))
        _ = try attach()
        try workshop.raw().write { try $0.execute(sql: sql) }
        #expect(code { try attach() } == .damaged)
    }

    /// Tables are compared when SQLite's schema version has changed.
    @Test func whatWasSeenToBeRightIsNotComparedAgain() throws {
        try store.setWeb(record, by: .cli("test"))
        try workshop.raw().write { db in
            try db.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_master SET sql = replace(sql, 'link: what', 'link: who')
                        WHERE name = 'link_update';
                    PRAGMA writable_schema = OFF
                    """)
        }
        #expect(try attach().web() == record)
        #expect(code { try workshop.open() } == .damaged)
    }

    @Test func anOperatorsOwnTableIsNoDamageAndIsVerifiedOnce() throws {
        try store.setWeb(record, by: .cli("test"))
        try workshop.raw().write { try $0.execute(sql: "CREATE TABLE mine (x)") }
        #expect(try attach().web() == record)
        try workshop.open().setWeb(record, by: .cli("test"))
        let seen = try workshop.raw().read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT schema = (SELECT schema_version FROM pragma_schema_version) FROM web")
        }
        #expect(seen == 1)
    }

    @Test func noFileIsMade() throws {
        #expect(code { try Store.attach(workshop.folder + "/none.db") } == .notFound)
    }
}
