import Foundation
import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct ImportTests {
    @Test func aSecondImportChangesNothing() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        var draft = try TenantDraft.make("a", slot: 7, plan: "pro", status: .ready)
        draft.contact = Contact(name: "Cyn", email: "cyn@example.com")
        draft.dashboards = [
            Dashboard(title: "Ventas de hoy", path: "/a"), Dashboard(title: "B", path: "/b"),
        ]
        draft.tags = ["vip", "school"]
        draft.since = try Day("2024-02-29")
        let drafts = [draft, try .make("b")]
        let first = try store.importAll(drafts)
        #expect(first.added.map(\.text) == ["a", "b"])
        let fleet = try store.fleet(auditLimit: 100)
        let second = try store.importAll(drafts)
        #expect(second.unchanged.map(\.text) == ["a", "b"])
        #expect(second.added + second.changed == [])
        let after = try store.fleet(auditLimit: 100)
        #expect(after.tenants == fleet.tenants)
        #expect(after.audit == fleet.audit)
        #expect(after.tenants[2].dashboards == draft.dashboards)
        #expect(after.tenants[2].tags == draft.tags)
    }

    @Test func oneErrorRefusesTheWholeFileAndAllErrorsAreReported() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        let before = try store.fleet(auditLimit: 100)
        let found = message {
            try store.importAll([
                .make("a", line: 2), .make("b", plan: "bsic", line: 3),
                .make("c", host: "x", line: 4), .make("d", slot: 9, line: 5),
                .make("e", slot: 9, line: 6),
            ])
        }
        #expect(
            found == """
                fleet.yaml:6: slot 9 on 'local' belongs to 'd' (leave the slot out for the lowest \
                free one, 1)
                fleet.yaml:3: there is no plan 'bsic' (did you mean 'basic'?)
                fleet.yaml:4: there is no host 'x' (puerto.yaml lists the hosts)
                """)
        let after = try store.fleet(auditLimit: 100)
        #expect(after.tenants == before.tenants && after.audit == before.audit)
    }

    @Test func explicitSlotsAreServedBeforeAutomaticOnes() throws {
        let store = try Workshop().make()
        _ = try store.importAll([.make("auto"), .make("fixed", slot: 1)])
        #expect(try store.tenant(Slug("fixed")).slot.number == 1)
        #expect(try store.tenant(Slug("auto")).slot.number == 2)
    }

    @Test func twoTenantsCannotSwapSlotsBehindTheQuarantine() throws {
        let store = try Workshop().make()
        _ = try store.importAll([.make("a", slot: 1), .make("b", slot: 2)])
        #expect(
            code { try store.importAll([.make("a", slot: 2), .make("b", slot: 1)]) } == .conflict)
        #expect(try store.tenant(Slug("a")).slot.number == 1)
    }

    @Test func containersAreUniqueOnAHost() throws {
        let store = try Workshop(hosts: ["local", "second"]).make()
        try store.add(.make("a"))
        var draft = try TenantDraft.make("b")
        draft.containers.redis = "a_redis"
        #expect(
            message { try store.add(draft) }
                == "container 'a_redis' on 'local' belongs to 'a' "
                + "(give it another name under 'containers')")
        draft.host = try Slug("second")
        #expect(try store.add(draft).tenant.containers.redis == "a_redis")
        draft.containers.postgres = "a_redis"
        #expect(code { try store.edit("b") { $0.containers = draft.containers } } == .invalid)
    }

    @Test func aSlugIsTakenOnceAndANewOneFreesIt() throws {
        let store = try Workshop().make()
        try store.add(.make("a"))
        #expect(code { try store.add(.make("a")) } == .conflict)
        try store.add(.make("b"))
        #expect(code { try store.edit("b") { $0.slug = try Slug("a") } } == .conflict)
        _ = try store.edit("b") { $0.slug = try Slug("c") }
        #expect(code { try store.tenant(Slug("b")) } == .notFound)
        #expect(message { try store.tenant(Slug("bb")) }?.contains("there is no tenant") == true)
    }

    @Test func badTextIsRefusedFromEverySource() throws {
        let store = try Workshop().make()
        for name in ["", "a\nb", "\u{202E}x", String(repeating: "x", count: 201)] {
            #expect(code { try store.add(.make("a", name: name)) } == .invalid)
        }
        try store.add(.make("a", name: "<script>alert(1)</script> 🦤"))
        #expect(try store.tenant(Slug("a")).name == "<script>alert(1)</script> 🦤")
        #expect(code { try store.edit("a") { $0.contact.email = "x" } } == .invalid)
        #expect(
            code { try store.edit("a") { $0.dashboards = [Dashboard(title: "x", path: "//e")] } }
                == .invalid)
    }

    /// A reader by Characters would join a combining mark to the space or line break before it.
    @Test(arguments: ["\u{301}a", "\u{200D}a", "\u{FE0F}x", "\u{1F3FD}", "🦤 b", "a  b", "/c /d"])
    func titlesOfDashboardsAreReadAsTheyWereWritten(title: String) throws {
        let store = try Workshop().make()
        var draft = try TenantDraft.make("a")
        draft.dashboards = [
            Dashboard(title: title, path: "/a"), Dashboard(title: title, path: "/b\u{301}"),
        ]
        try store.add(draft)
        #expect(try store.tenant(Slug("a")).dashboards == draft.dashboards)
        #expect(try store.importAll([draft]).unchanged.map(\.text) == ["a"])
    }

    @Test func everyTenantHasATokenOfItsOwn() throws {
        let store = try Workshop().make()
        _ = try store.importAll((1...50).map { try .make("t\($0)") })
        let tokens = try store.fleet().tenants.map(\.onboardingToken)
        #expect(Set(tokens).count == 51)
        #expect(tokens.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) })
    }

    @Test func theHistoryIsAppendOnly() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        let before = try store.fleet(auditLimit: 100).audit
        let raw = try workshop.raw()
        for sql in [
            "DELETE FROM audit", "UPDATE audit SET actor = 'x'", "UPDATE audit SET seq = seq + 100",
            "REPLACE INTO audit VALUES (1, 1, 'x', 'y', '', 'done', '')",
        ] {
            #expect(throws: DatabaseError.self) { try raw.write { try $0.execute(sql: sql) } }
        }
        #expect(try store.fleet(auditLimit: 100).audit == before)
    }
}
