import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// Instances whose logins are not Puerto's to set stay as they are, until their data are new ones.
@Suite struct LeftInstanceTests {
    let workshop: Workshop

    init() throws { workshop = try Workshop() }

    private func facts(_ slug: String, _ store: Store) throws -> StackFacts {
        try store.stack(of: Slug(slug))
    }

    private func recover(_ number: Int, _ slug: String, isClosed: Bool, in store: Store) throws {
        _ = try store.recover(
            number, TenantDraft(slug: try Slug(slug), name: slug, status: .ready),
            applied: String(repeating: "a", count: 64), isClosed: isClosed, language: .es,
            by: .cli("ana"))
    }

    /// Brings the database back to the version before, with stacks that it had made.
    private func makeOld(applied: [String], _ statuses: [String: String]) throws {
        let version = try #require(Migrations.all.firstIndex(of: Migrations.leftInstances))
        try workshop.raw().write { db in
            try db.execute(
                sql: """
                    \(try Migrations.wayBack(to: version)) PRAGMA user_version = \(version)
                    """)
            for (slug, status) in statuses {
                try db.execute(
                    sql: "UPDATE tenant SET status = ? WHERE slug = ?", arguments: [status, slug])
            }
            for slug in applied {
                let id = try Int.fetchOne(
                    db, sql: "SELECT id FROM tenant WHERE slug = ?", arguments: [slug])
                try StackRows(db: db).ensure(#require(id))
                try db.execute(
                    sql: "UPDATE stack SET applied = ? WHERE tenant = ?",
                    arguments: [String(repeating: "a", count: 64), id])
            }
        }
    }

    @Test func aStackThatTheVersionBeforeHasMadeIsLeft() throws {
        let slugs = ["draft", "made", "begun", "stopped", "gone", "never"]
        let store = try workshop.make()
        for slug in slugs { try store.add(.make(slug)) }
        try store.close()
        try makeOld(
            applied: ["made", "begun", "stopped", "gone"],
            [
                "made": "ready", "begun": "provisioning", "stopped": "suspended",
                "gone": "archived", "never": "ready",
            ])
        let opened = try workshop.open()
        let left = try slugs.filter { try facts($0, opened).instance.isLeft }
        #expect(left == ["made", "stopped", "gone"])
        #expect(try facts("made", opened).isOpen && facts("made", opened).instance.secured == nil)
        #expect(try slugs.filter { try facts($0, opened).isOpen } == left)
    }

    /// The secrets of its instance are lost with the record, and people may use it.
    @Test func aRecordThatIsMadeAgainLeavesItsInstance() throws {
        let store = try workshop.make()
        try recover(5, "open", isClosed: false, in: store)
        try recover(6, "closed", isClosed: true, in: store)
        #expect(try facts("open", store).isOpen && facts("open", store).instance.isLeft)
        #expect(try !facts("closed", store).isOpen && !facts("closed", store).instance.isLeft)
    }

    @Test func newDataAreNotLeft() throws {
        let store = try workshop.make()
        for (number, slug) in [(5, "lost"), (6, "replaced"), (7, "marked")] {
            try recover(number, slug, isClosed: false, in: store)
            try store.ask(.reconcile, slug)
            let lease = try #require(try store.claim(by: "one"))
            func mark(_ system: String) -> VolumeMark {
                VolumeMark(name: "p", system: system, major: 16, isSeen: true, filledAt: 1)
            }
            // The first mark of data that are there takes nothing back.
            try store.markFilled([.postgres: mark("7301")], lease)
            #expect(try facts(slug, store).isOpen)
            switch slug {
            case "lost": try store.giveUpVolumes([.postgres: "p"], lease)
            case "replaced":
                try store.markFilled([.postgres: mark("9999")], replacing: true, lease)
            default: try store.giveUpVolumes([.redis: "r"], lease)
            }
            #expect(try facts(slug, store).isOpen == (slug == "marked"), "\(slug)")
            try store.finish(lease)
        }
    }

    @Test func aRemovedClientLeavesNoRow() throws {
        let store = try workshop.make()
        try recover(1, "open", isClosed: false, in: store)
        let count = "SELECT count(*) FROM instance_left"
        #expect(try workshop.raw().read { try Int.fetchOne($0, sql: count) } == 1)
        try workshop.raw(foreignKeys: false).write {
            try $0.execute(sql: "DELETE FROM tenant WHERE slug = 'open'")
            #expect(try Int.fetchOne($0, sql: count) == 0)
        }
    }
}
