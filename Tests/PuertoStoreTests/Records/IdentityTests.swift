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
        _ number: Int, _ slug: String, slot: Int? = nil, former: Set<Slug> = [],
        in store: Store
    ) throws -> Settlement {
        let draft = TenantDraft(
            slug: try Slug(slug), name: slug, slot: try slot.map { try Slot($0) }, status: .ready)
        return try store.recover(
            number, draft, former: former, applied: String(repeating: "a", count: 64),
            language: .es, by: .cli("ana"))
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

    @Test func aRecoveredClientKeepsTheOtherSlugsOfItsObjects() throws {
        let store = try Workshop().make()
        _ = try recover(5, "new", former: [Slug("old"), Slug("older")], in: store)
        #expect(try store.tenantNames()[5] == ["new", "old", "older"])
        #expect(try store.stack(of: Slug("new")).former.map(\.text).sorted() == ["old", "older"])
        #expect(
            message { try recover(5, "new", former: [Slug("old"), Slug("first")], in: store) }
                == "client 5 is recorded as 'new' already, and not as 'first' (if 'first' is its "
                + "former name: puerto tenant edit new --new-slug first, then puerto tenant edit "
                + "first --new-slug new)")
        _ = try store.edit("new") { $0.slug = try Slug("first") }
        _ = try store.edit("first") { $0.slug = try Slug("new") }
        #expect(try store.tenantNames()[5]?.contains("first") == true)
    }

    @Test func aDraftOfTheSameSlugIsTakenOver() throws {
        let store = try Workshop().make()
        _ = try store.add(.make("one"))
        try store.raiseNumbers(above: 2)
        var draft = try TenantDraft.make("beta", name: "Beta", plan: "pro")
        draft.contact.email = "eva@beta.example"
        _ = try store.add(draft)
        _ = try store.setCredential(
            Slug("beta"), .redis, isGenerated: false, by: .cli("ana")
        ) { .pretend("given", $0) }
        #expect(try number("beta", store) == 3)
        let done = try recover(2, "beta", slot: 5, in: store)
        #expect(done.tenant.name == "Beta" && done.tenant.plan == "pro")
        #expect(done.tenant.contact.email == "eva@beta.example")
        #expect(done.tenant.slot.number == 5 && done.tenant.status == .ready)
        let facts = try store.stack(of: Slug("beta"))
        #expect(facts.number == 2 && facts.applied != nil)
        // The generated ones open nothing; one that was given stays.
        #expect(facts.credentials.mapValues(\.text) == [.redis: "given"])
        #expect(try store.history(2) == ["done tenant.edit beta", "done tenant.recover beta"])
        #expect(try Set(store.tenantNumbers().values) == [0, 1, 2])
        // Nothing ever ran in the slot of the draft.
        _ = try store.add(.make("next"))
        #expect(try store.tenant(Slug("next")).slot.number == 2)
        #expect(try number("next", store) > 3)
    }

    @Test func aDraftThatHasTheSlotAlreadyKeepsIt() throws {
        let store = try Workshop().make()
        _ = try store.add(.make("one"))
        try store.raiseNumbers(above: 2)
        _ = try store.add(.make("beta"))
        #expect(try number("beta", store) == 3)
        _ = try recover(2, "beta", slot: 2, in: store)
        #expect(try number("beta", store) == 2)
        #expect(try store.tenant(Slug("beta")).slot.number == 2)
        #expect(try store.credentials(of: Slug("beta")).isEmpty)
    }

    @Test func aClientOfTheSameSlugThatMayHaveAStackStays() throws {
        let store = try Workshop().make()
        _ = try store.add(.make("beta", status: .ready))
        #expect(
            message { try recover(4, "beta", in: store) }
                == "'beta' is recorded as client 1, ready, whose stack Puerto never made (if it is "
                + "the same client: puerto tenant edit beta --status draft, then puerto tenant "
                + "recover 4)")
        _ = try store.edit("beta") { $0.status = .draft }
        _ = try recover(4, "beta", in: store)
        #expect(try number("beta", store) == 4)
        #expect(
            message { try recover(9, "beta", in: store) }
                == "'beta' is recorded as client 4, which has a stack (give that one another slug: "
                + "puerto tenant edit beta --new-slug beta-4 --container windmill= --container "
                + "postgres= --container redis=, puerto reconcile beta-4, then puerto tenant "
                + "recover 9)")
        _ = try store.edit("beta") {
            $0.slug = try Slug("beta-4")
            let names = Containers(slug: $0.slug)
            $0.containers = TenantDraft.ContainerNames(
                windmill: names.windmill, postgres: names.postgres, redis: names.redis)
        }
        _ = try recover(9, "beta", in: store)
        #expect(try number("beta", store) == 9 && number("beta-4", store) == 4)
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
