import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct InterruptedJobTests {
    private func enter(
        _ store: Store, _ action: Action, _ slug: String = "a",
        _ parameters: JobParameters = JobParameters(), gone: String...
    ) throws -> JobEntry {
        var request = JobRequest(action, try Slug(slug), by: .cli("ana"))
        request.parameters = parameters
        let watch = HolderWatch { gone.contains($0.text) }
        return try store.enter(request, for: LeaseHolder("next"), watch: watch)
    }

    /// A store whose worker `one` has begun a job of client `a`.
    private func begun(
        _ action: Action = .restart, _ parameters: JobParameters = JobParameters()
    ) throws -> (Store, Job) {
        let store = try Workshop().make(clients: "a")
        try store.ask(action, "a", parameters: parameters)
        let lease = try #require(try store.claim(by: "one"))
        _ = try store.recordSteps([.files, .data], keepingDone: false, lease)
        try store.mark(.files, .done, lease)
        return (store, lease.job)
    }

    @Test func theSameVerbGoesOnWithTheJobOfADeadHolder() throws {
        let (store, job) = try begun()
        #expect(message { try enter(store, .restart) }?.hasPrefix("'a' is busy: job ") == true)
        guard case .continued(let same) = try enter(store, .restart, gone: "one") else {
            Issue.record("not continued")
            return
        }
        #expect(same.id == job.id && same.state == .queued && same.attempt == 0)
        #expect(same.steps.map(\.state) == [.done, .waiting])
        #expect(try store.leases().isEmpty)
        #expect(try store.history(1) == ["done lease.takeover a"])
        // Nobody has claimed it yet, and the verb is killed again.
        #expect(try enter(store, .restart) == .continued(same))
    }

    @Test func anotherVerbLearnsWhatHasToEndFirst() throws {
        let (store, job) = try begun()
        guard case .blocked(let first) = try enter(store, .reconcile, gone: "one") else {
            Issue.record("not blocked")
            return
        }
        #expect(first.id == job.id)
        _ = try store.cancel(job.id, by: .cli("ana"))
        guard case .new(let next) = try enter(store, .reconcile) else {
            Issue.record("not new")
            return
        }
        #expect(next.action == .reconcile)
    }

    @Test func whatChangesSomethingElseIsAnotherThingAndAReasonIsNot() throws {
        let (store, _) = try begun(.rotate, JobParameters(field: .redis))
        guard
            case .blocked = try enter(
                store, .rotate, "a", JobParameters(field: .postgres), gone: "one")
        else {
            Issue.record("not blocked")
            return
        }
        let (other, job) = try begun(.suspend, JobParameters(reason: "late"))
        guard
            case .continued(let same) = try enter(
                other, .suspend, "a", JobParameters(reason: "other"), gone: "one")
        else {
            Issue.record("not continued")
            return
        }
        #expect(same.id == job.id && same.parameters.reason == "late")
    }

    @Test func aJobThatNobodyHasBegunIsNoInterruptedOne() throws {
        let store = try Workshop().make(clients: "a")
        try store.ask(.restart, "a")
        #expect(code { try enter(store, .restart) } == .busy)
        #expect(try store.interrupted(.restart).isEmpty)
    }

    @Test func theCancelledJobOfADeadHolderEndsAtOnce() throws {
        let (store, job) = try begun()
        let watch = HolderWatch.gone("one")
        let ended = try store.cancel(
            job.id, by: .cli("ana"), for: LeaseHolder("next"), watch: watch)
        #expect(ended.state == .cancelled)
        #expect(try store.leases().isEmpty)
        #expect(try store.ask(.restart, "a").state == .queued)
    }

    @Test func aSecondCancellationFindsThatTheHolderHasDied() throws {
        let (store, job) = try begun()
        #expect(try store.cancel(job.id, by: .cli("ana")).state == .running)
        let ended = try store.cancel(
            job.id, by: .cli("ana"), for: LeaseHolder("next"), watch: .gone("one"))
        #expect(ended.state == .cancelled)
    }

    /// New images may run already: somebody has to bring the old ones back.
    @Test func aHalfDoneUpgradeIsUndoneBeforeItEnds() throws {
        let images = [ServiceKind.redis: try ImageReference("redis:8")]
        let (store, job) = try begun(.upgrade, JobParameters(images: images))
        let left = try store.cancel(
            job.id, by: .cli("ana"), for: LeaseHolder("next"), watch: .gone("one"))
        #expect(left.state == .queued)
        guard case .blocked = try enter(store, .upgrade, "a", JobParameters(images: images)) else {
            Issue.record("a cancelled job goes on")
            return
        }
        let lease = try #require(try store.claim(by: "two"))
        #expect(lease.isCancelled && lease.job.id == job.id)
        // Its worker is told to stop, or meets an engine that is away: it stays for the next one.
        try store.pause(lease)
        let again = try #require(try store.claim(by: "three"))
        try store.postpone(again, "no engine", for: 0)
        let last = try #require(try store.claim(by: "four"))
        #expect(last.isCancelled)
        try store.giveUp(last)
        #expect(try store.job(job.id).state == .cancelled)
    }

    @Test func aPostponedJobHasUsedUpNoAttempt() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        let job = try store.ask(.restart, "a", attempts: 1)
        for _ in 0..<30 {
            let lease = try #require(try store.claim(by: "one"))
            try store.postpone(lease, "no engine answers", for: 2)
            #expect(try store.claim(by: "one") == nil)
            workshop.pass(2)
        }
        let waiting = try store.job(job.id)
        #expect(waiting.state == .queued && waiting.attempt == 0)
        #expect(waiting.error == "no engine answers")
        let lease = try #require(try store.claim(by: "one"))
        #expect(lease.job.attempt == 1)
        try store.finish(lease)
        #expect(try store.job(job.id).state == .done)
    }

    @Test func withoutAnEngineOnlyWhatNeedsNoneIsClaimed() throws {
        let store = try Workshop().make(clients: "a")
        try store.ask(.restart, "a")
        try store.ask(.build, nil)
        try store.ask(.reconcile, "base")
        let holder = LeaseHolder("one")
        func claim() throws -> Action? {
            try store.claim(for: holder, watch: .gone(), withoutEngine: true)?.job.action
        }
        #expect(try [claim(), claim(), claim()] == [.build, .reconcile, nil])
        #expect(try store.claim(by: "one")?.job.action == .restart)
    }
}
