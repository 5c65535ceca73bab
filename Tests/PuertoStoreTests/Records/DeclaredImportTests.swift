import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// What a file may change of a record that exists, and what it may not.
@Suite struct DeclaredImportTests {
    /// A workshop with the client 'a' in slot 7, in the given state.
    static func store(_ status: Tenant.Status) throws -> Store {
        let store = try Workshop(hosts: ["local", "second"]).make()
        var draft = try TenantDraft.make("a", slot: 7, plan: "pro", status: status)
        draft.contact = Contact(name: "Cyn", email: "cyn@example.com")
        draft.tags = ["vip"]
        draft.dashboards = [Dashboard(title: "Ventas", path: "/a")]
        draft.since = try Day("2024-02-29")
        draft.stack = StackOptions(
            profile: .small, images: [.windmill: try ImageReference("w:1.500.0")])
        try store.add(draft)
        return store
    }

    static func moving(_ status: Tenant.Status) throws -> TenantDeclaration {
        try .make("a") {
            ($0.host, $0.slot) = (try Slug("second"), try Slot(9))
            ($0.status, $0.since) = (status, try Day("2020-01-01"))
            $0.containers.redis = "cache"
            $0.stack.images = [.windmill: .value(try ImageReference("w:1.400.0"))]
        }
    }

    func importing(_ store: Store, _ declarations: TenantDeclaration...) throws -> ImportReport {
        try store.importTenants(declarations, language: .en, by: .cli("test"))
    }

    @Test(arguments: Tenant.Status.allCases)
    func aKeyThatIsLeftOutChangesNothing(status: Tenant.Status) throws {
        let store = try Self.store(status)
        let before = try store.tenant(Slug("a"))
        let report = try importing(store, .make("a"))
        #expect(report.isEmpty && report.entries.allSatisfy(\.kept.isEmpty))
        #expect(try store.tenant(Slug("a")) == before)
    }

    @Test(arguments: [Tenant.Status.ready, .suspended, .archived, .degraded, .provisioning])
    func noFileMovesWhatTheMachineKnows(status: Tenant.Status) throws {
        let store = try Self.store(status)
        let before = try store.tenant(Slug("a"))
        let report = try importing(store, Self.moving(.draft))
        #expect(report.isEmpty && report.unchanged.map(\.text) == ["a"])
        #expect(try store.tenant(Slug("a")) == before)
        #expect(
            report.entries.first?.kept.map { "\($0.name) \($0.recorded) \($0.declared)" } == [
                "status \(status.rawValue) draft", "since 2024-02-29 2020-01-01",
                "host local second", "slot 7 9", "redis container a_redis cache",
                "windmill image w:1.500.0 w:1.400.0",
            ])
    }

    @Test func aDraftWithoutAStackMovesButItsStateStays() throws {
        let store = try Self.store(.draft)
        let report = try importing(store, Self.moving(.ready))
        let after = try store.tenant(Slug("a"))
        #expect(report.changed.map(\.text) == ["a"])
        #expect(after.host.text == "second" && after.slot.number == 9)
        #expect(after.containers.redis == "cache")
        #expect(after.stack.images[.windmill]?.text == "w:1.400.0")
        #expect(after.status == .draft && after.since?.description == "2024-02-29")
        #expect(report.entries.first?.kept.map(\.name) == ["status", "since"])
    }

    /// A job that may be making its stack at this moment.
    @Test func aDraftWithAJobStaysWhereItIs() throws {
        let store = try Self.store(.draft)
        _ = try store.enqueue(JobRequest(.provision, Slug("a"), by: .cli("test")))
        #expect(try importing(store, Self.moving(.draft)).isEmpty)
    }

    @Test func whatTheOwnerDeclaresFollowsTheFile() throws {
        let store = try Self.store(.ready)
        let declaration = try TenantDeclaration.make("a") {
            $0.name = "New"
            ($0.plan, $0.contactName, $0.tags, $0.dashboards) = (.value("basic"), .none, [], [])
            ($0.locale, $0.stack.profile, $0.stack.hasRedis) = (.en, .none, false)
        }
        let report = try importing(store, declaration)
        let after = try store.tenant(Slug("a"))
        #expect(after.name == "New" && after.plan == "basic" && after.language == .en)
        #expect(after.contact == Contact(email: "cyn@example.com"))
        #expect(after.tags == [] && after.dashboards == [])
        #expect(after.stack.text == "redis=off image.windmill=w:1.500.0")
        #expect(after.status == .ready)
        #expect(report.entries.first?.needsReconcile == true)
        let entry = try #require(try store.fleet(auditLimit: 1).audit.first)
        #expect(entry.action == "tenant.edit" && entry.object == "a")
        #expect(entry.detail.hasPrefix("name: Some client → New\ncontact name: Cyn → –\n"))
    }

    @Test func whoIsNotInTheFileStaysAndIsNamed() throws {
        let store = try Self.store(.ready)
        let report = try importing(store, .make("b") { $0.name = "B" })
        #expect(report.unnamed.map(\.text) == ["a"] && report.added.map(\.text) == ["b"])
        #expect(try store.tenant(Slug("a")).status == .ready)
    }

    @Test func aNewSlugInTheFileIsTheSameClientWithItsNameAndSlot() throws {
        let store = try Self.store(.ready)
        let report = try importing(store, .make("a-sa") { $0.slot = try Slot(7) })
        #expect(report.changed.map(\.text) == ["a-sa"] && report.unnamed.isEmpty)
        #expect(report.entries.first?.changes == ["slug: a → a-sa"])
        #expect(try store.fleet().tenants.map(\.slug.text) == ["base", "a-sa"])
        // The file of before still means it, and does not call it by its old name.
        let older = try importing(store, .make("a") { $0.slot = try Slot(7) })
        #expect(older.isEmpty)
        #expect(
            older.entries.first?.kept
                == [KeptField(name: "slug", recorded: "a-sa", declared: "a")])
    }

    @Test func aNewSlugThatMayBeTheSameClientIsQuestioned() throws {
        let store = try Self.store(.ready)
        let sameName = message { try importing(store, .make("b")) }
        #expect(
            sameName == """
                'b' has the name of 'a', which the file does not name (the same client: puerto \
                tenant edit a --new-slug b; another one: give it a name of its own)
                """)
        let sameSlot = try TenantDeclaration.make("b") { ($0.name, $0.slot) = ("B", try Slot(7)) }
        #expect(message { try importing(store, sameSlot) }?.contains("the slot of 'a'") == true)
        _ = try store.edit("a") { $0.slug = try Slug("c") }
        let reused = try TenantDeclaration.make("a") {
            $0.name = "Another"
            // The first one keeps its containers' names.
            $0.containers = .init(windmill: "w", postgres: "p", redis: "r")
        }
        #expect(
            message { try importing(store, reused) } == """
                'a' was the slug of 'c' before (the same client: write 'slug: c'; another one: let \
                the file name 'c' too)
                """)
        #expect(try importing(store, reused, .make("c")).added.map(\.text) == ["a"])
    }

    /// The new client would get the old one's record, passwords and volumes.
    @Test func aSlugThatChangesHandsInOneFileIsQuestioned() throws {
        let store = try Self.store(.ready)
        let moved = try TenantDeclaration.make("a-old") { $0.slot = try Slot(7) }
        let other = try TenantDeclaration.make("a") { ($0.name, $0.slot) = ("B", try Slot(30)) }
        let found = message { try importing(store, moved, other) }
        #expect(
            found == """
                'a-old' has the name of 'a', and the file has another client as 'a' (the same \
                client: puerto tenant edit a --new-slug a-old, and import again; another one: give \
                it a name of its own)
                """)
        _ = try store.edit("a") { $0.slug = try Slug("a-old") }
        var fresh = other
        fresh.containers = .init(windmill: "w", postgres: "p", redis: "r")
        let report = try importing(store, moved, fresh)
        #expect(report.added.map(\.text) == ["a"])
        #expect(try store.tenant(Slug("a-old")).status == .ready)
        // Two clients may have one name.
        let same = try TenantDeclaration.make("twin")
        #expect(try importing(store, moved, same).added.map(\.text) == ["twin"])
    }

    /// In any order of the file, and on the first host where the file names none.
    @Test(arguments: [false, true])
    func exactPairsAreFoundBeforeDoubts(isReversed: Bool) throws {
        let store = try Self.store(.ready)
        var second = try TenantDraft.make("b", slot: 8, status: .ready)
        second.name = "Some client"
        try store.add(second)
        let far = try TenantDraft.make("c", host: "second", slot: 9, status: .ready)
        try store.add(far)
        let declarations = [
            try TenantDeclaration.make("b-new") { $0.slot = try Slot(8) },
            try TenantDeclaration.make("a-new") { $0.slot = try Slot(7) },
        ]
        let report = try store.importTenants(
            (isReversed ? declarations.reversed() : declarations)
                + [.make("c"), .make("d") { ($0.name, $0.slot) = ("D", try Slot(9)) }],
            language: .en, by: .cli("test"))
        #expect(Set(report.changed.map(\.text)) == ["a-new", "b-new"])
        #expect(report.added.map(\.text) == ["d"] && report.unnamed.isEmpty)
        #expect(try store.tenant(Slug("a-new")).slot.number == 7)
        #expect(report.entries.first { $0.slug.text == "a-new" }?.needsReconcile == true)
    }

    /// A workspace as `init` makes it takes everything from its first file, and nothing of the
    /// base system's state from a later one.
    @Test func aFirstFileSaysWhatTheBaseSystemIs() throws {
        let store = try Workshop().make()
        var base = try TenantDeclaration.make("base") {
            ($0.kind, $0.status, $0.containers.redis) = (.base, .ready, "cache")
        }
        #expect(try importing(store, base).changed.map(\.text) == ["base"])
        #expect(try store.tenant(Slug("base")).status == .ready)
        #expect(try store.tenant(Slug("base")).containers.redis == "cache")
        (base.status, base.containers.redis) = (.draft, "other")
        #expect(
            try importing(store, base).entries.first?.kept.map(\.name)
                == ["status", "redis container"])
    }

    @Test func aPlanThatIsNoLongerTrueIsNotCarriedOut() throws {
        let store = try Self.store(.ready)
        let declaration = try TenantDeclaration.make("a") { $0.name = "New" }
        let plan = try store.copyInMemory(.standard, Workshop().options).importTenants(
            [declaration], language: .es, by: .cli("test"))
        _ = try store.edit("a") { $0.name = "Other" }
        let before = try store.fleet(auditLimit: 100).audit
        #expect(
            code {
                try store.importTenants(
                    [declaration], language: .es, as: plan, by: .cli("test"))
            } == .conflict)
        #expect(try store.tenant(Slug("a")).name == "Other")
        #expect(try store.fleet(auditLimit: 100).audit == before)
    }
}
