import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct IdentityTests {
    private func number(_ slug: String, _ store: Store) throws -> Int {
        try store.stack(of: Slug(slug)).number
    }

    private func recover(
        _ number: Int, _ slug: String, slot: Int? = nil, in store: Store
    ) throws -> Settlement {
        let draft = TenantDraft(
            slug: try Slug(slug), name: slug, slot: try slot.map { try Slot($0) }, status: .ready)
        return try store.recover(
            number, draft, applied: String(repeating: "a", count: 64), language: .es,
            by: .cli("ana"))
    }

    @Test func newClientsHaveNumbersAboveThoseThatTheEngineHasSeen() throws {
        let store = try Workshop().make()
        _ = try store.add(.make("one"))
        try store.raiseNumbers(above: 7)
        try store.raiseNumbers(above: 3)
        _ = try store.add(.make("two"))
        #expect(try number("one", store) == 1 && number("two", store) == 8)
    }

    @Test func aClientIsRecoveredWithItsNumber() throws {
        let store = try Workshop().make()
        _ = try store.add(.make("one"))
        let done = try recover(5, "lost", slot: 4, in: store)
        #expect(done.tenant.slot.number == 4 && done.tenant.status == .ready)
        let facts = try store.stack(of: Slug("lost"))
        #expect(facts.number == 5 && facts.credentials.isEmpty)
        #expect(facts.applied == String(repeating: "a", count: 64))
        #expect(try store.history(2) == ["done tenant.add lost", "done tenant.recover lost"])
        _ = try store.add(.make("two"))
        let numbers = try store.tenantNumbers().values.sorted()
        #expect(Set(numbers).count == 4 && numbers.contains(5), "\(numbers)")
        #expect(try number("two", store) > 5)
    }

    @Test func aClientThatWasNeverMadeGivesUpNumberAndSlot() throws {
        let store = try Workshop().make()
        _ = try store.add(.make("one"))
        _ = try store.add(.make("beta"))
        #expect(try number("beta", store) == 2)
        _ = try recover(2, "acme", slot: 2, in: store)
        #expect(try number("acme", store) == 2 && number("beta", store) > 2)
        #expect(try store.tenant(Slug("acme")).slot.number == 2)
        #expect(try store.tenant(Slug("beta")).slot.number == 3)
        #expect(try Set(store.tenantNumbers().values).count == 4)
        _ = try store.add(.make("gamma"))
        #expect(try Set(store.tenantNumbers().values).count == 5)
        #expect(try store.tenantNames()[2] == ["acme"])
    }

    @Test func aClientWithAStackKeepsItsNumber() throws {
        let store = try Workshop().make()
        _ = try store.add(.make("beta", status: .ready))
        #expect(
            message { try recover(1, "acme", in: store) }
                == "client 1 is recorded as 'beta', which has a stack: 'acme' cannot have its "
                + "number (if it is the same client under another name: puerto tenant edit beta "
                + "--new-slug acme)")
        #expect(try store.tenantNumbers().keys.map(\.text).sorted() == ["base", "beta"])
    }

    @Test func formerSlugsAreKept() throws {
        let store = try Workshop().make()
        _ = try store.add(.make("one"))
        _ = try store.edit("one") { $0.slug = try Slug("two") }
        _ = try store.edit("two") { $0.slug = try Slug("three") }
        // A renamed client keeps the names of its containers: only another's slug becomes free.
        _ = try store.add(.make("four"))
        _ = try store.edit("four") { $0.slug = try Slug("one") }
        #expect(try store.stack(of: Slug("three")).former.map(\.text).sorted() == ["one", "two"])
        #expect(try store.stack(of: Slug("one")).former.map(\.text) == ["four"])
        #expect(try store.tenantNames()[1] == ["three", "one", "two"])
        _ = try store.edit("three") { $0.slug = try Slug("two") }
        #expect(
            try store.stack(of: Slug("two")).former.map(\.text).sorted() == ["one", "three", "two"])
    }

    /// An older program has written the renames into the history only.
    @Test func formerSlugsComeOutOfTheHistory() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        _ = try store.add(.make("one"))
        _ = try store.edit("one") { $0.slug = try Slug("two") }
        _ = try store.edit("two") { $0.name = "Slug: no → yes" }
        _ = try store.edit("two") {
            $0.slug = try Slug("three")
            $0.name = "Three"
        }
        _ = try store.add(.make("two"))
        let raw = try workshop.raw()
        try raw.write { db in
            try db.execute(sql: "DELETE FROM former_slug; " + Migrations.placeContent)
        }
        #expect(try store.stack(of: Slug("three")).former.map(\.text).sorted() == ["one", "two"])
        #expect(try !store.stack(of: Slug("three")).former.contains(Slug("three")))
    }
}
