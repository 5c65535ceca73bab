import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct RecordsTests {
    /// Records with two hosts that are not in the order of their ids, and one of every other thing.
    static func furnished() throws -> (Workshop, Store) {
        let workshop = try Workshop(hosts: ["local", "zeta", "alfa"])
        let store = try workshop.make()
        _ = try store.apply(
            Workshop.configuration(hosts: ["local", "alfa", "zeta"]), by: .cli("test"))
        var draft = try TenantDraft.make("a", name: "<b>Ñandú & Söhne 👩‍👧</b>", plan: "pro")
        draft.contact = Contact(name: "José", email: "jose@example.com")
        draft.dashboards = [
            Dashboard(title: "Ventas de hoy", path: "/a"),
            Dashboard(title: "\u{301}x", path: "/b/c"),
        ]
        draft.tags = ["vip", "school"]
        draft.since = try Day("2024-02-29")
        _ = try store.importAll([
            draft, .make("on-zeta", host: "zeta"), .make("on-alfa", host: "alfa", slot: 946),
            .make("moves", slot: 9), .make("local"),
        ])
        _ = try store.edit("moves") { $0.host = try Slug("zeta") }
        return (workshop, store)
    }

    @Test func theBytesHoldTheSameAsTheFleet() throws {
        let (_, store) = try Self.furnished()
        let fleet = try store.fleet(auditLimit: 1000)
        let records = try store.records()
        #expect(
            fleet.tenants.map(\.slug.text) == ["base", "a", "local", "on-alfa", "on-zeta", "moves"])
        #expect(records.fleet.tenants == fleet.tenants)
        #expect(records.quarantine.map(\.formerTenant) == ["moves"])
        #expect(records == FleetRecords(fleet))
        #expect(FleetRecords(bytes: records.bytes) == records)
        #expect(try store.records(historyLimit: 2).history == Array(fleet.audit.prefix(2)))
    }

    @Test func aTenantsChangesAreNotPushedAwayByAnothers() throws {
        let store = try Workshop().make()
        try store.add(.make("a"))
        for number in 1...7 { _ = try store.edit("a") { $0.name = "Name \(number)" } }
        let first = try store.records()
        try store.add(.make("b"))
        for number in 1...120 { _ = try store.edit("b") { $0.name = "Name \(number)" } }
        for records in [try store.records(), try store.records(previous: first)] {
            let place = try #require(records.index(of: Slug("a")))
            #expect(records.changes(place).map(\.detail).count == 5)
            #expect(records.changes(place).first?.detail == "name: Name 6 → Name 7")
            #expect(records.changes(place) == first.changes(place))
            #expect(records.history.allSatisfy { $0.object == "b" } && records.history.count == 100)
        }
    }

    /// An operator may have the name of a client.
    @Test func aWrongLoginChangesNoPage() throws {
        let store = try Workshop().make()
        try store.add(.make("a"))
        try store.addOperator(
            Slug("a"), .viewer, record: "$scrypt$ln=17,r=8,p=1$AAAA$AAAA", by: .cli("test"))
        let before = try store.records()
        let account = [UInt8](repeating: 1, count: 32)
        let attempt = try store.beginLogin(
            Slug("a"), account: account, from: Network("203.0.113.1"))
        _ = try store.endLogin(attempt, isRight: false, session: account, replacing: nil)
        #expect(try store.auditEntries(1).first?.action == "session.login")
        for after in [try store.records(), try store.records(previous: before)] {
            let place = try #require(after.index(of: Slug("a")))
            #expect(after.changes(place).map(\.action) == ["tenant.add"])
            #expect(after.changes(place) == before.changes(place))
            #expect(after.history == before.history)
        }
    }

    @Test func previousRecordsDoNotChangeTheResult() throws {
        let (workshop, store) = try Self.furnished()
        let raw = try workshop.raw()
        var previous = try store.records()
        let first = previous
        let steps: [() throws -> Void] = [
            {}, { _ = try store.edit("a") { $0.name = "New" } },
            { _ = try store.edit("a") { $0.slug = try Slug("renamed") } },
            { try store.add(.make("in-between", slot: 3)) },
            { _ = try store.edit("renamed") { $0.slug = try Slug("a") } },
            { try raw.write { try $0.execute(sql: "DELETE FROM tenant WHERE slug = 'a'") } },
            {
                _ = try store.importAll([
                    .make("z", name: "Z"), .make("a", name: "A", slot: 30), .make("y", name: "Y"),
                ])
            },
            { try store.add(.make("zeta")) },
            { _ = try store.edit("on-alfa") { $0.host = try Slug("local") } },
            { _ = try store.apply(workshop.configuration, by: .cli("test")) },
            { for name in 1...6 { _ = try store.edit("y") { $0.name = "Name \(name)" } } },
            { try raw.write { try $0.execute(sql: "UPDATE tenant SET name = 'By hand'") } },
        ]
        for (number, step) in steps.enumerated() {
            try step()
            let whole = try store.records()
            #expect(try store.records(previous: previous) == whole, "step \(number)")
            #expect(try store.records(previous: first) == whole, "step \(number)")
            #expect(whole == FleetRecords(try store.fleet(auditLimit: 1000)))
            previous = whole
        }
    }

    @Test(arguments: [
        "DELETE FROM audit WHERE seq = 2", "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "UPDATE audit SET detail = 'other' WHERE seq = (SELECT max(seq) FROM audit)",
        "UPDATE audit SET seq = seq + 1000",
        "INSERT INTO audit VALUES (-4, 1, 'sql', 'tenant.edit', 'a', 'done', '')",
        "INSERT INTO audit VALUES (9000, 1, 'sql', 'tenant.edit', 'a', 'failed', x'00' || 'x')",
    ])
    func anotherHistoryIsReadAnew(sql: String) throws {
        let (workshop, store) = try Self.furnished()
        let previous = try store.records()
        let raw = try workshop.raw()
        try raw.write { db in
            try db.execute(sql: "DROP TRIGGER audit_update; DROP TRIGGER audit_delete")
            try db.execute(sql: sql)
        }
        #expect(try store.records(previous: previous) == store.records())
    }

    @Test func previousRecordsOfAnotherFileDoNoHarm() throws {
        let (_, store) = try Self.furnished()
        let other = try Workshop().make()
        try other.add(.make("a", name: "Another one"))
        let strange = try other.records()
        #expect(try store.records(previous: strange) == store.records())
        #expect(try other.records(previous: store.records()) == strange)
    }

    @Test func previousRecordsHideNoDamage() throws {
        let (workshop, store) = try Self.furnished()
        let previous = try store.records()
        let raw = try workshop.raw()
        try raw.write { db in
            try db.execute(sql: "UPDATE tenant SET tags = 'a <b>' WHERE slug = 'on-zeta'")
        }
        let found = message { try store.records(previous: previous) }
        #expect(found == message { try store.fleet() })
        #expect(found?.contains("tenant 'on-zeta': tag '<b>' is not a plain word") == true)
        try raw.write { db in
            try db.execute(sql: "UPDATE tenant SET tags = '' WHERE slug = 'on-zeta'")
            try db.execute(sql: "DELETE FROM service WHERE slot = 946 AND kind = 'redis'")
        }
        #expect(
            message { try store.records(previous: previous) }?
                .contains("is damaged: slot 946 on 'alfa' lacks records") == true)
    }

    @Test func theSchemaOfTheScriptsIsTheOneTheyMake() throws {
        #expect(try Migrations.schema == Store.migratedSchema(""))
    }
}
