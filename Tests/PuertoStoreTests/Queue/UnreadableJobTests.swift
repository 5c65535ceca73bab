import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct UnreadableJobTests {
    private func spoil(_ workshop: Workshop, _ sql: String) throws {
        let raw = try workshop.raw()
        try raw.writeWithoutTransaction { db in
            // The schema keeps what was asked for; another version has another schema.
            let trigger = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE name = 'job_update'")
            try db.execute(sql: "DROP TRIGGER job_update; PRAGMA ignore_check_constraints = ON")
            try db.execute(sql: "\(sql); \(trigger ?? "")")
        }
        try raw.close()
    }

    @Test func itFailsAloneAndTheNextOneIsClaimed() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a", "b", "c")
        let bad = try store.ask(.restart, "a", priority: 9)
        let odd = try store.ask(.restart, "b", priority: 8)
        let good = try store.ask(.restart, "c")
        try spoil(
            workshop,
            """
            UPDATE job SET parameters = 'colour: blue' WHERE id = '\(bad.id)';
            UPDATE job SET action = 'teleport' WHERE id = '\(odd.id)';
            """)
        #expect(try store.claim(by: "one")?.job.id == good.id)
        let shown = try store.job(bad.id)
        #expect(shown.state == .failed)
        #expect(
            shown.error == "this puerto cannot read the job: a job has the unknown parameter "
                + "'colour' (ask for it again)")
        #expect(try store.history(2) == ["failed job.read a", "failed job.read b"])
        #expect(code { try store.retry(bad.id, by: .cli("ana")) } == .invalid)
        #expect(try store.ask(.restart, "a").state == .queued)
        // Readers see the others, and what can be shown of the bad ones.
        #expect(try store.jobs().map(\.tenant?.text) == ["a", "c", "a"])
        #expect(try store.operations("a").jobs.count == 2)
        #expect(try store.operations("b").jobs.isEmpty)
    }

    @Test func aDeadHoldersUnreadableJobFailsToo() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a", "b")
        let bad = try store.ask(.restart, "a")
        _ = try store.claim(by: "one")
        try store.ask(.restart, "b")
        try spoil(workshop, "UPDATE job SET parameters = 'x' WHERE id = '\(bad.id)'")
        #expect(try store.claim(by: "two", .gone("one"))?.job.tenant?.text == "b")
        #expect(try store.job(bad.id).state == .failed)
        #expect(try store.leases().map(\.holder.text) == ["two"])
    }

    @Test func aSchemaThatHasBecomeNewerIsNotWorkedWith() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        try store.ask(.restart, "a")
        let raw = try workshop.raw()
        let next = Migrations.all.count + 1
        try raw.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = \(next)") }
        try raw.close()
        #expect(
            message { _ = try store.claim(by: "one") }
                == "the database '\(workshop.path)' has schema version \(next), this puerto knows "
                + "\(next - 1) (use the newer puerto that wrote it)")
        #expect(try store.leases().isEmpty)
    }
}
