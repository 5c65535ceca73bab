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
        draft.contact = Contact(name: "Cyn → José", email: nil)
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
            ($0.name, $0.host, $0.slot) = ("New → name", try Slug("second"), try Slot(9))
            ($0.contact, $0.locale) = (Contact(name: nil, email: "a@b.example"), .en)
            ($0.plan, $0.status, $0.since) = (nil, .ready, nil)
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

    @Test func theStateOfAStackIsNotUndone() throws {
        _ = try store.edit("a") { $0.status = .ready }
        let edit = try newest
        try workshop.raw().write { db in
            let digest = String(repeating: "a", count: 64)
            try db.execute(sql: "INSERT INTO stack (tenant, applied) VALUES (1, '\(digest)')")
        }
        #expect(code { try undo(edit) } == .conflict)
        #expect(try store.tenant(Slug("a")).status == .ready)
    }
}
