import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct LeaseTests {
    private static let takenOver = "its worker is gone: taken over"

    /// A job of client `a` whose worker `one` has done one of two steps.
    private func begun(_ workshop: Workshop) throws -> (Store, Lease) {
        let store = try workshop.make(clients: "a")
        try store.ask(.restart, "a")
        let lease = try #require(try store.claim(by: "one"))
        _ = try store.recordSteps([.files, .data], keepingDone: false, lease)
        try store.mark(.files, .done, lease)
        try store.mark(.data, .running, lease)
        return (store, lease)
    }

    @Test func aDeadWorkersJobIsTakenOver() throws {
        let (store, old) = try begun(try Workshop())
        let lease = try #require(try store.claim(by: "two", .gone("one")))
        #expect(lease.job.id == old.job.id && lease.job.attempt == 1)
        #expect(lease.job.steps.map(\.state) == [.done, .running])
        #expect(
            try store.recordSteps([.files, .data], keepingDone: false, lease).map(\.state)
                == [.done, .waiting])
        #expect(try store.leases().map(\.holder.text) == ["two"])
        #expect(try store.log(lease.job) == [Self.takenOver])
        let line = try store.auditEntries(1)[0]
        #expect(line.actor == "worker:two" && line.action == "lease.takeover")
        #expect(line.object == "a" && line.outcome == .done)
        #expect(line.detail == "job: \(old.job.id)\naction: restart\nholder: one → two")
    }

    @Test func aLostLeaseWritesNothing() throws {
        let (store, old) = try begun(try Workshop())
        let lease = try #require(try store.claim(by: "two", .gone("one")))
        let (job, history) = (try store.job(old.job.id), try store.auditEntries(100))
        let attempts: [() throws -> Void] = [
            { _ = try store.beat(old) }, { try store.finish(old) }, { try store.giveUp(old) },
            { try store.pause(old) }, { try store.mark(.data, .done, old) },
            { try store.log(["x"], step: .data, old) },
            { _ = try store.fail(old, "x", retryAfter: nil) },
            { _ = try store.fail(old, "x", retryAfter: 1) },
            { _ = try store.recordSteps([.stop], keepingDone: false, old) },
            { try store.setStatus(.suspended, reason: "x", old) },
            { try store.setApplied(String(repeating: "a", count: 64), old) },
            { try store.setImages([.redis: try ImageReference("redis:1")], old) },
            { _ = try store.recordNextCredential(.redis, old) },
            { try store.promoteCredential(.redis, old) },
            { _ = try store.nextInstanceSecret(.token, old) { .pretend("x", $0) } },
            { try store.recordInstanceSecret(.token, old) { .pretend("x", $0) } },
            { try store.promoteInstanceSecret(.token, old) },
            { _ = try store.instanceWorkspace("a", old) },
            { try store.recordInstanceLogin(nil, old) }, { try store.forgetSecured(old) },
            { try store.recordSecured(InstanceData(system: "1", database: 1), old) },
        ]
        for attempt in attempts {
            #expect(
                message(attempt) == "job \(old.job.id.prefix(8)) was taken over by another worker "
                    + "(nothing more is done here)")
        }
        #expect(try store.job(old.job.id) == job)
        #expect(try store.auditEntries(100) == history)
        #expect(try store.beat(lease) == false)
    }

    @Test func aWorkerThatMayLiveKeepsItsLease() throws {
        let (store, old) = try begun(try Workshop())
        #expect(try store.claim(by: "two", .blind) == nil)
        #expect(try store.claim(by: "two", .gone("three")) == nil)
        #expect(try store.beat(old) == false)
    }

    @Test func aSilentLeaseIsTakenOverOnlyWithoutANewBeat() throws {
        let (store, old) = try begun(try Workshop())
        let holder = LeaseHolder("two")
        let sights = Set(try store.leases().map(\.sight))
        _ = try store.beat(old)
        #expect(try store.claim(for: holder, watch: .blind, silent: sights) == nil)
        let now = Set(try store.leases().map(\.sight))
        #expect(now != sights)
        // A holder that is known to live keeps its lease even when it seems silent.
        #expect(try store.claim(for: holder, watch: .gone(), silent: now) == nil)
        #expect(try store.claim(for: holder, watch: .blind, silent: now)?.job.id == old.job.id)
    }

    @Test func aJobThatWasToBeCancelledEndsWithItsWorker() throws {
        let (store, old) = try begun(try Workshop())
        #expect(try store.cancel(old.job.id, by: .cli("ana")).state == .running)
        #expect(try store.claim(by: "two", .gone("one")) == nil)
        #expect(try store.job(old.job.id).state == .cancelled)
        #expect(try store.leases().isEmpty)
    }

    @Test func deathsUseUpNoAttemptAndMoreThanTwentyEndTheJob() throws {
        let store = try Workshop().make(clients: "a")
        let job = try store.ask(.restart, "a", attempts: 1)
        _ = try store.claim(by: "w0")
        for death in 1...20 {
            let lease = try store.claim(by: "w\(death)", .gone("w\(death - 1)"))
            #expect(lease?.job.attempt == 1)
        }
        #expect(try store.claim(by: "last", .gone("w20")) == nil)
        let ended = try store.job(job.id)
        #expect(ended.state == .failed && ended.error == "its worker has died 21 times")
        #expect(try store.leases().isEmpty)
        #expect(try store.log(job).count { $0 == Self.takenOver } == 21)
        #expect(try store.ask(.restart, "a").state == .queued)
    }
}
