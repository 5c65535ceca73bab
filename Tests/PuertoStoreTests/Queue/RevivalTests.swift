import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct RevivalTests {
    /// A ready client whose stack was made by a job.
    private func made(_ workshop: Workshop, _ slugs: String...) throws -> Store {
        let store = try workshop.make()
        for slug in slugs {
            try store.add(.make(slug, status: .ready))
            try store.ask(.reconcile, slug)
            let lease = try #require(try store.claim(by: "one"))
            try store.setApplied(String(repeating: "a", count: 64), lease)
            try store.finish(lease)
        }
        return store
    }

    private func wanted(_ store: Store) throws -> [WantedStack] {
        try store.wantedStacks(on: Slug("local"))
    }

    @Test func onlyWhatPuertoMadeAndShouldRunIsWanted() throws {
        let store = try made(try Workshop(hosts: ["local", "far"]), "a", "b")
        try store.add(.make("never-made", status: .ready))
        try store.add(.make("suspended", status: .suspended))
        try store.add(.make("elsewhere", host: "far", status: .ready))
        #expect(try wanted(store).map(\.slug.text) == ["a", "b"])
        #expect(try wanted(store).allSatisfy { $0.services == Set(ServiceKind.allCases) })
        #expect(try store.wantedStacks(on: Slug("far")).isEmpty)
        try store.ask(.restart, "a")
        #expect(try wanted(store).map(\.slug.text) == ["b"])
        // While a job runs, the containers are that job's matter.
        _ = try store.claim(by: "one")
        #expect(try wanted(store).map(\.slug.text) == ["b"])
    }

    @Test func aStoppedClientIsReconciledThreeTimesWithGrowingPausesThenItIsSaid() throws {
        let workshop = try Workshop()
        let store = try made(workshop, "a")
        let stack = try wanted(store)
        func look() throws -> String {
            switch try store.revive(stack, seen: stack).first {
            case .queued(let job, let attempt)?:
                let lease = try #require(try store.claim(by: "one"))
                #expect(lease.job.id == job.id && job.action == .reconcile && job.attempts == 1)
                _ = try store.fail(lease, "it does not start", retryAfter: 5)
                return "\(attempt)"
            case .givenUp(let slug)?: return slug.text
            case nil: return "-"
            }
        }
        #expect(try look() == "1")
        #expect(try look() == "-")
        workshop.pass(60)
        #expect(try look() == "2")
        workshop.pass(299)
        #expect(try look() == "-")
        workshop.pass(1)
        #expect(try look() == "3")
        workshop.pass(60)
        #expect(try look() == "a")
        #expect(try store.history(1) == ["failed stack.revive a"])
        workshop.pass(3000)
        #expect(try look() == "-")
    }

    @Test func aClientThatRunsAgainHasAllItsAttempts() throws {
        let workshop = try Workshop()
        let store = try made(workshop, "a")
        let stack = try wanted(store)
        for _ in 1...5 {
            guard case .queued(_, 1)? = try store.revive(stack, seen: stack).first else {
                Issue.record("not the first attempt")
                return
            }
            try store.finish(try #require(try store.claim(by: "one")))
            #expect(try store.revive([], seen: stack).isEmpty)
        }
    }

    @Test func aClientWhoseRecordHasChangedMeanwhileIsLeftAlone() throws {
        let store = try made(try Workshop(), "a")
        let stack = try wanted(store)
        try store.ask(.suspend, "a")
        let lease = try #require(try store.claim(by: "one"))
        #expect(try store.revive(stack, seen: stack).isEmpty)
        try store.setStatus(.suspended, reason: "late", lease)
        try store.finish(lease)
        #expect(try store.revive(stack, seen: stack).isEmpty)
        #expect(try store.jobs(states: [.queued]).isEmpty)
    }

    /// A clock that was ahead has written when the next attempt is due.
    @Test func aTimeFarAheadIsNotWaitedFor() throws {
        let workshop = try Workshop()
        let store = try made(workshop, "a")
        let stack = try wanted(store)
        workshop.pass(400 * 86400)
        _ = try store.revive(stack, seen: stack)
        try store.finish(try #require(try store.claim(by: "one")))
        workshop.pass(-400 * 86400)
        guard case .queued(_, 2)? = try store.revive(stack, seen: stack).first else {
            Issue.record("waits for a year")
            return
        }
    }
}
