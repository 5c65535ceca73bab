import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct UndoTests {
    let workshop: Workshop
    let store: Store

    init() throws {
        workshop = try Workshop(hosts: ["local", "second"])
        store = try workshop.make()
        var draft = try TenantDraft.make("a", slot: 3, plan: "pro")
        draft.contact = Contact(name: "–", email: nil)
        draft.dashboards = [Dashboard(title: "Ventas", path: "/a/b")]
        draft.since = try Day("2024-02-29")
        try store.add(draft)
    }

    var newest: Int {
        get throws { try #require(try store.auditEntries(1).first).seq }
    }

    func undo(_ seq: Int) throws -> Settlement { try store.undoEdit(seq, by: .cli("test")) }

    @Test func everyFieldComesBack() throws {
        let before = try store.tenant(Slug("a"))
        _ = try store.edit("a") {
            ($0.name, $0.host, $0.slot) = ("New: name", try Slug("second"), try Slot(9))
            ($0.contact, $0.locale) = (Contact(name: nil, email: "a@b.example"), .en)
            ($0.plan, $0.since) = (nil, nil)
            ($0.dashboards, $0.tags) = ([], ["x", "y"])
            $0.containers.redis = "cache"
            $0.stack = StackOptions(profile: .small, hasRedis: false)
        }
        let (edit, after) = (try newest, try store.tenant(Slug("a")))
        let done = try undo(edit)
        #expect(done.tenant == before && done.outcome == .changed)
        let undone = try store.auditEntries(2)
        #expect(undone.map(\.action) == ["tenant.undo", "tenant.edit"])
        #expect(undone[0].detail == "line: \(edit)")
        // The undoing is an edit, which is taken back as any other.
        #expect(try undo(edit + 1).tenant == after)
    }

    @Test func aFieldThatHasChangedSinceStopsIt() throws {
        _ = try store.edit("a") { ($0.name, $0.tags) = ("One", ["x"]) }
        let edit = try newest
        _ = try store.edit("a") { $0.name = "Two" }
        let found = message { try undo(edit) }
        #expect(found?.hasPrefix("'a' has another name since line \(edit): 'Two' (") == true)
        #expect(try store.tenant(Slug("a")).tags == ["x"])
        #expect(try undo(newest).tenant.name == "One")
        #expect(try undo(edit).tenant.tags == [])
    }

    /// A value that comes back by another way is not the line's.
    @Test func aFieldThatALaterLineNamesStopsIt() throws {
        _ = try store.edit("a") { $0.name = "One" }
        let edit = try newest
        _ = try store.edit("a") { $0.name = "Two" }
        _ = try store.edit("a") { $0.name = "One" }
        #expect(code { try undo(edit) } == .conflict)
        // The two later ones leave it alone once they are undone.
        _ = try undo(newest)
        _ = try undo(edit + 1)
        #expect(try undo(edit).tenant.name == "Some client")
        let again = message { try undo(edit) }
        #expect(again?.contains("line \(edit) has been undone already") == true)
        // The undoing's line is none: the edit before it is.
        let last = try newest
        let found = message { try undo(last) }
        #expect(found?.contains("puerto audit undo \(last - 1) takes back") == true)
        #expect(try undo(last - 1).tenant.name == "One")
    }

    @Test func anotherClientOfTheSlugIsNotTouched() throws {
        _ = try store.edit("a") { $0.name = "One" }
        let edit = try newest
        try store.removeTenant(Slug("a"), by: .cli("test"))
        #expect(message { try undo(edit) }?.contains("'a' was removed in line") == true)
        var draft = try TenantDraft.make("a")
        draft.name = "One"
        try store.add(draft)
        #expect(code { try undo(edit) } == .conflict)
        #expect(try store.tenant(Slug("a")).name == "One")
    }

    @Test func aLineFollowsItsClientAndNotTheSlug() throws {
        _ = try store.edit("a") { $0.name = "One" }
        let edit = try newest
        _ = try store.edit("a") { $0.slug = try Slug("z") }
        var other = try TenantDraft.make("a")
        other.name = "One"
        other.containers = .init(windmill: "w", postgres: "p", redis: "r")
        try store.add(other)
        #expect(try undo(edit).tenant.slug.text == "z")
        #expect(try store.tenant(Slug("z")).name == "Some client")
        #expect(try store.tenant(Slug("a")).name == "One")
    }

    @Test func whatCannotBeReadBackStays() throws {
        _ = try store.edit("a") { $0.name = "A → B" }
        _ = try store.edit("a") { $0.name = "C" }
        #expect(code { try undo(newest) } == .conflict)
        _ = try store.edit("a") { $0.dashboards = [Dashboard(title: "A /b, C", path: "/x")] }
        _ = try store.edit("a") { $0.dashboards = [] }
        #expect(code { try undo(newest) } == .invalid)
        #expect(try store.tenant(Slug("a")).dashboards == [])
    }

    @Test func otherLinesAreNoEdits() throws {
        let added = try newest
        #expect(message { try undo(added) }?.contains("puerto tenant remove a takes back") == true)
        #expect(code { try undo(added) } == .conflict)
        #expect(code { try undo(added + 1) } == .notFound)
        try workshop.raw().write { db in
            try db.execute(
                sql: """
                    INSERT INTO audit (at, actor, action, object, outcome, detail)
                    VALUES (1, 'cli:x', 'tenant.edit', 'a', 'done', 'plan: basic → pro')
                    """)
        }
        #expect(code { try undo(added + 1) } == .conflict)
        #expect(try store.tenant(Slug("a")).plan == "pro")
    }

    @Test func aSlugComesBackByItsFormerName() throws {
        _ = try store.edit("a") { $0.name = "New" }
        let edit = try newest
        _ = try store.edit("a") { $0.slug = try Slug("b") }
        #expect(try undo(edit).tenant.name == "Some client")
        #expect(try undo(edit + 1).tenant.slug.text == "a")
    }

    /// A plan may be gone from puerto.yaml, a slot may have another tenant.
    @Test func theOldValuesAreCheckedAsInAnyEdit() throws {
        _ = try store.edit("a") { $0.slug = try Slug("b") }
        let edit = try newest
        var other = try TenantDraft.make("a")
        // The first one keeps its containers' names.
        other.containers = .init(windmill: "w", postgres: "p", redis: "r")
        try store.add(other)
        #expect(code { try undo(edit) } == .conflict)
        #expect(try store.tenant(Slug("b")).slot.number == 3)
    }

    static let moves: [@Sendable (inout TenantDraft) throws -> Void] = [
        { $0.status = .draft }, { $0.slot = try Slot(9) }, { $0.host = try Slug("second") },
        { $0.since = nil }, { $0.containers.redis = "cache" },
        { $0.stack.images[.redis] = try ImageReference("redis:7.4.9") },
    ]

    @Test(arguments: moves.indices)
    func whatTheMachineKnowsIsNotUndone(index: Int) throws {
        _ = try store.edit("a") { $0.status = .ready }
        #expect(code { try undo(newest) } == .conflict)
        _ = try store.edit("a", UndoTests.moves[index])
        let (edit, before) = (try newest, try store.tenant(Slug("a")))
        try workshop.raw().write { db in
            let digest = String(repeating: "a", count: 64)
            try db.execute(
                sql: """
                    INSERT INTO stack (tenant, applied) VALUES (1, '\(digest)')
                    ON CONFLICT (tenant) DO UPDATE SET applied = excluded.applied
                    """)
        }
        #expect(code { try undo(edit) } == .conflict)
        #expect(try store.tenant(Slug("a")) == before)
    }

    @Test func theOwnersFieldsOfAStackAreUndone() throws {
        _ = try store.edit("a") { $0.status = .ready }
        _ = try store.edit("a") { ($0.name, $0.stack.profile) = ("New", .small) }
        #expect(try undo(newest).tenant.stack.profile == nil)
    }

    @Test func aDraftWithAJobStaysAsItIs() throws {
        _ = try store.edit("a") { $0.slot = try Slot(9) }
        let edit = try newest
        _ = try store.enqueue(JobRequest(.provision, Slug("a"), by: .cli("test")))
        #expect(code { try undo(edit) } == .conflict)
        #expect(try store.tenant(Slug("a")).slot.number == 9)
    }
}
