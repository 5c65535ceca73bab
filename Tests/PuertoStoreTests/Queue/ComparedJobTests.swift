import PuertoCore
import Synchronization
import Testing

@testable import PuertoStore

/// What was compared before a job says nothing of the stack after it.
@Suite struct ComparedJobTests {
    private let workshop: Workshop
    private let store: Store
    private let drift = Drift(
        .state, subject: "a", found: "never made", mend: "puerto provision a")

    init() throws {
        workshop = try Workshop()
        store = try workshop.make(clients: "a")
    }

    private func advance(_ seconds: Int) { workshop.clock.withLock { $0 += seconds } }

    private func claim() throws -> Lease {
        let job = try store.ask(.restart, "a")
        return try #require(try store.claim(job.id, by: "one"))
    }

    private func compare() throws {
        try store.recordDrift([Slug("a"): [drift]], at: store.clock())
    }

    @Test func aJobThatIsDoneForgetsTheDriftOfBefore() throws {
        try compare()
        advance(10)
        try store.finish(claim())
        let operations = try store.operations("a")
        #expect(operations.drift.isEmpty && operations.comparedAt == nil)
    }

    @Test func whatTheJobItselfHasComparedStays() throws {
        advance(10)
        let lease = try claim()
        advance(1)
        try compare()
        try store.finish(lease)
        #expect(try store.operations("a").drift == [drift])
    }

    @Test func aJobThatFailsMendsNothing() throws {
        try compare()
        advance(10)
        _ = try store.fail(claim(), "no", retryAfter: nil)
        #expect(try store.operations("a").drift == [drift])
    }

    @Test func aComparisonThatSawTheJobAtWorkSaysNothing() throws {
        let before = try store.beginSight()
        let lease = try claim()
        let during = try store.beginSight()
        #expect(try store.recordDrift([Slug("a"): [drift]], at: 5, began: before).isEmpty)
        try store.finish(lease)
        #expect(try store.recordDrift([Slug("a"): [drift]], at: 6, began: during).isEmpty)
        #expect(try store.operations("a").drift.isEmpty)
        let after = try store.beginSight()
        #expect(try store.recordDrift([Slug("a"): [drift]], at: 7, began: after) == [Slug("a")])
    }

    @Test func aRoundForgetsWhatWasComparedBeforeTheJobAtWork() throws {
        try compare()
        advance(10)
        _ = try claim()
        let began = try store.beginSight()
        #expect(try store.recordDrift([Slug("a"): []], at: 20, began: began) == [Slug("a")])
        let operations = try store.operations("a")
        #expect(operations.drift.isEmpty && operations.comparedAt == nil)
    }

    @Test func aRoundThatSawAJobFailConfirmsNothingOfBeforeTheJob() throws {
        try compare()
        advance(10)
        let lease = try claim()
        let began = try store.beginSight()
        _ = try store.fail(lease, "no", retryAfter: nil)
        #expect(try store.operations("a").drift == [drift])
        let at = store.clock() + 5
        #expect(try store.recordDrift([Slug("a"): [drift]], at: at, began: began) == [Slug("a")])
        let operations = try store.operations("a")
        #expect(operations.drift.isEmpty && operations.comparedAt == nil)
    }

    @Test func whatAFailedJobItselfHasComparedOutlastsThatRound() throws {
        advance(10)
        let lease = try claim()
        let began = try store.beginSight()
        advance(1)
        try compare()
        _ = try store.fail(lease, "no", retryAfter: nil)
        let at = store.clock() + 5
        #expect(try store.recordDrift([Slug("a"): []], at: at, began: began).isEmpty)
        #expect(try store.operations("a").drift == [drift])
    }

    @Test func aComparisonThatSawAnAttemptAtWorkSaysNothing() throws {
        let lease = try claim()
        let began = try store.beginSight()
        _ = try store.fail(lease, "no", retryAfter: 5)
        #expect(try store.recordDrift([Slug("a"): [drift]], at: 6, began: began).isEmpty)
    }

    @Test func aJobThatWaitsHidesNothing() throws {
        _ = try store.ask(.restart, "a")
        let began = try store.beginSight()
        #expect(try store.recordDrift([Slug("a"): [drift]], at: 5, began: began) == [Slug("a")])
    }
}
