import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// Values that were written with SQL instead of a command.
@Suite struct SmugglingTests {
    @Test(arguments: [
        "UPDATE tenant SET name = ''", "UPDATE tenant SET name = printf('%.201c', 'x')",
        "UPDATE tenant SET dashboards = 'javascript:x Title'",
        "UPDATE tenant SET dashboards = '/a A' || char(10) || 'https://b B'",
        "UPDATE service SET container = 'a b' WHERE slot = 1 AND kind = 'redis'",
        "UPDATE service SET container = '$(x)' WHERE slot = 1 AND kind = 'redis'",
        "UPDATE service SET container = printf('%.129c', 'x') WHERE slot = 1 AND kind = 'redis'",
        "UPDATE host SET name = 'a b' WHERE id = 1",
    ])
    func whatACheckCanTellIsRefused(sql: String) throws {
        let workshop = try Workshop(hosts: ["local", "second"])
        let store = try workshop.make()
        try store.add(.make("a"))
        let raw = try workshop.raw()
        #expect(throws: DatabaseError.self) { try raw.write { try $0.execute(sql: sql) } }
        try raw.write { db in
            let two = "UPDATE tenant SET dashboards = '/a A' || char(10) || '/b B'"
            try db.execute(sql: two)
        }
        #expect(try store.tenant(Slug("a")).dashboards.map(\.path) == ["/a", "/b"])
    }

    @Test(arguments: [
        ("name = char(8238) || 'x'", "name '\\u{202e}x' has an invisible, control or"),
        ("name = '   '", "name '   ' has nothing to see"),
        ("name = CAST(x'61ff' AS TEXT)", "name 'a\\u{fffd}' has an invisible, control or"),
        ("contact_email = 'x'", "'x' is not an e-mail address"),
        ("dashboards = '//evil A'", "'//evil' is not a path in the application"),
        ("dashboards = '/a'", "dashboard title is empty"),
        ("tags = 'a <b>'", "tag '<b>' is not a plain word"),
        ("since = '2024-13-01'", "'2024-13-01' is not a day"),
        ("welcome_token = '../x'", "the onboarding token is not 32 hex digits"),
    ])
    func theRestIsRefusedWhenItIsRead(value: String, message text: String) throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        try store.add(.make("a"))
        let raw = try workshop.raw()
        try raw.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA ignore_check_constraints = ON;
                    UPDATE tenant SET \(value) WHERE slug = 'a'
                    """)
        }
        #expect(code { try store.fleet() } == .damaged)
        let found = try #require(message { try store.fleet() })
        #expect(found.contains("is damaged: tenant 'a': \(text)"), "\(found)")
        #expect(message { try store.records() } == found)
        #expect(
            found.hasSuffix("(correct the value with sqlite3, or restore the file from a backup)"))
        #expect(code { try store.edit("a") { $0.name = "New" } } == .damaged)
    }

    @Test func aMalformedSlugIsDamage() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        try store.add(.make("a"))
        let raw = try workshop.raw()
        try raw.write { try $0.execute(sql: "UPDATE tenant SET slug = 'a--b' WHERE slug = 'a'") }
        #expect(message { try store.fleet() }?.contains("is damaged: 'a--b' is not a slug") == true)
        #expect(code { try store.fleet() } == .damaged)
    }
}
