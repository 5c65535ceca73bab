import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct JobEndTests {
    private func claimed(_ workshop: Workshop, attempts: Int = 3) throws -> (Store, Lease) {
        let store = try workshop.make(clients: "a")
        try store.ask(.restart, "a", attempts: attempts)
        return (store, try #require(try store.claim(by: "one")))
    }

    @Test func aDoneJobIsALineOfTheHistory() throws {
        let workshop = try Workshop()
        let (store, lease) = try claimed(workshop)
        workshop.pass(7)
        try store.finish(lease)
        let job = try store.job(lease.job.id)
        #expect(job.state == .done && job.endedAt == job.createdAt + 7 && job.error == nil)
        #expect(try store.leases().isEmpty)
        let line = try store.auditEntries(1)[0]
        #expect(line.action == "job.restart" && line.outcome == .done && line.object == "a")
        #expect(line.actor == "job:\(job.id.prefix(8))" && line.detail == "job: \(job.id)")
        #expect(code { try store.finish(lease) } == .conflict)
    }

    @Test func aFailureThatMayPassIsRetriedUntilNoAttemptIsLeft() throws {
        let workshop = try Workshop()
        var (store, lease) = try claimed(workshop)
        for attempt in 1...2 {
            let job = try store.fail(lease, "it broke", retryAfter: 10)
            #expect(job.state == .queued && job.error == "it broke" && job.attempt == attempt)
            #expect(job.readyAt == workshop.options.now() + 10)
            #expect(try store.history(1) == ["done job.add a"])
            workshop.pass(10)
            lease = try #require(try store.claim(by: "one"))
        }
        let job = try store.fail(lease, "it broke for good", retryAfter: 10)
        #expect(job.state == .failed && job.attempt == 3 && job.error == "it broke for good")
        #expect(
            try store.log(job) == [
                "tried again in 10 s, attempt 2 of 3", "tried again in 10 s, attempt 3 of 3",
            ])
        let line = try store.auditEntries(1)[0]
        #expect(line.action == "job.restart" && line.outcome == .failed)
        #expect(line.detail == "job: \(job.id)\nerror: it broke for good")
    }

    @Test func aFailureThatCannotPassEndsTheJobAtOnce() throws {
        let (store, lease) = try claimed(try Workshop())
        #expect(try store.fail(lease, "no", retryAfter: nil).state == .failed)
        #expect(try store.leases().isEmpty)
    }

    @Test func aQueuedJobIsCancelledAtOnce() throws {
        let store = try Workshop().make(clients: "a")
        let job = try store.cancel(try store.ask(.restart, "a").id, by: .cli("eva"))
        #expect(job.state == .cancelled && job.endedAt == job.createdAt)
        #expect(try store.claim(by: "one") == nil)
        let line = try store.auditEntries(1)[0]
        #expect(line.actor == "cli:eva" && line.action == "job.cancel")
        #expect(
            message { try store.cancel(job.id, by: .cli("eva")) }
                == "job \(job.id.prefix(8)) is cancelled (there is nothing to cancel)")
    }

    @Test func aRunningJobLearnsOfItsCancellationAtTheNextBeat() throws {
        let (store, lease) = try claimed(try Workshop())
        #expect(try store.beat(lease) == false)
        #expect(try store.cancel(lease.job.id, by: .cli("eva")).state == .running)
        #expect(try store.beat(lease) == true)
        try store.giveUp(lease)
        #expect(try store.job(lease.job.id).state == .cancelled)
        #expect(try store.history(1) == ["refused job.restart a"])
    }

    @Test func aCancelledJobIsNotRetried() throws {
        let (store, lease) = try claimed(try Workshop())
        _ = try store.cancel(lease.job.id, by: .cli("eva"))
        #expect(try store.fail(lease, "it broke", retryAfter: 1).state == .cancelled)
        #expect(try store.leases().isEmpty)
    }

    @Test func aCancelledJobIsNotPutBackWhenItsWorkerStops() throws {
        let (store, lease) = try claimed(try Workshop())
        _ = try store.cancel(lease.job.id, by: .cli("eva"))
        try store.pause(lease)
        #expect(try store.job(lease.job.id).state == .cancelled)
    }

    @Test func aPausedJobIsAsIfItHadNotBeenBegun() throws {
        let workshop = try Workshop()
        let (store, lease) = try claimed(workshop, attempts: 1)
        _ = try store.recordSteps([.files, .data], keepingDone: false, lease)
        try store.mark(.files, .done, lease)
        try store.pause(lease)
        let job = try store.job(lease.job.id)
        #expect(job.state == .queued && job.attempt == 0)
        #expect(try store.leases().isEmpty)
        let again = try #require(try store.claim(by: "two"))
        #expect(again.job.attempt == 1 && again.job.steps.map(\.state) == [.done, .waiting])
    }

    @Test func aFailedOrCancelledJobCanBeQueuedAgain() throws {
        let workshop = try Workshop()
        let (store, lease) = try claimed(workshop, attempts: 7)
        let old = lease.job
        #expect(
            message { try store.retry(old.id, by: .cli("eva")) }
                == "job \(old.id.prefix(8)) is running (only what failed or was cancelled is "
                + "tried again)")
        _ = try store.fail(lease, "no", retryAfter: nil)
        let job = try store.retry(old.id, by: .cli("eva"))
        #expect(job.id != old.id && job.state == .queued && job.attempts == 7)
        #expect(job.actor == "cli:eva" && job.action == .restart && job.attempt == 0)
        #expect(code { try store.retry(old.id, by: .cli("eva")) } == .busy)
        #expect(try store.job(old.id).state == .failed)
    }
}
