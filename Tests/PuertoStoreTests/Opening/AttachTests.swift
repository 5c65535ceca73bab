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
            scripts: HookScripts(login: "l.js", register: "r.js"), url: "https://{slug}.example",
            ports: try PortRule(skip: [2: "the printer"]),
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

    @Test func whatPasskeysAreAskedForComesBackAndIsALine() throws {
        try store.setWeb(record, by: .cli("test"))
        #expect(try attach().web()?.passkeys == PasskeyPolicy())
        var strict = record
        strict.passkeys = PasskeyPolicy(reveal: .off, requires: .passkey)
        try store.setWeb(strict, by: .cli("test"))
        #expect(try attach().web() == strict)
        let detail = try store.auditEntries(1).first?.detail
        #expect(detail?.hasSuffix("\nreveal: off\nrequire: passkey") == true)
        // A database of the version before has no row of it.
        try workshop.raw().write { try $0.execute(sql: "DELETE FROM web_policy") }
        #expect(try attach().web() == record)
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
        // So are other scripts; a build of before had none.
        other.scripts = nil
        try store.setWeb(other, by: .cli("test"))
        #expect(try attach().web() == other)
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

    /// Who can write the file can write that it was seen to be right.
    @Test(arguments: [
        "CREATE TABLE mine (x)", "CREATE VIEW mine AS SELECT 1",
        "CREATE INDEX mine ON tenant (name)",
        "CREATE TRIGGER mine AFTER INSERT ON audit BEGIN DELETE FROM session; END",
    ])
    func whatWasAddedIsFoundThoughItIsSaidToBeSeen(sql: String) throws {
        try store.setWeb(record, by: .cli("test"))
        try workshop.raw().write { db in
            try db.execute(sql: sql)
            try db.execute(
                sql: "UPDATE web SET schema = (SELECT schema_version FROM pragma_schema_version)")
        }
        #expect(code { try attach() } == .damaged)
        #expect(message { try attach() }?.contains("puerto workspace repair removes") == true)
    }

    @Test func whatWasChangedIsFoundThoughTheVersionIsTheSame() throws {
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
        #expect(code { try attach() } == .damaged)
        #expect(code { try workshop.open() } == .damaged)
    }

    /// A trigger that was made again is at another place of the schema, and is the same.
    @Test func theOrderOfTheSchemaIsNoDamage() throws {
        try store.setWeb(record, by: .cli("test"))
        try workshop.raw().write { db in
            let sql = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE name = 'link_update'")
            try db.execute(sql: "DROP TRIGGER link_update; \(sql ?? "")")
            #expect(try SchemaText.isAsMade(db))
        }
        #expect(try attach().web() == record)
    }

    @Test func noFileIsMade() throws {
        #expect(code { try Store.attach(workshop.folder + "/none.db") } == .notFound)
    }
}
