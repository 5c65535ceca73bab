import PuertoCore
import Testing

@testable import PuertoStore

@Suite struct JobClaimTests {
    @Test func theMostUrgentComesFirstThenTheOldest() throws {
        let store = try Workshop().make(clients: "a", "b", "c", "d")
        try store.ask(.restart, "a")
        try store.ask(.restart, "b", priority: 5)
        try store.ask(.restart, "c", priority: -1)
        try store.ask(.restart, "d", priority: 5)
        let order = try (0..<5).map { _ in try store.claim(by: "one")?.job.tenant?.text }
        #expect(order == ["b", "d", "a", "c", nil])
    }

    @Test func aClaimedJobRuns() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        let asked = try store.ask(.restart, "a")
        workshop.pass(60)
        let job = try #require(try store.claim(by: "one")).job
        #expect(job == (try store.job(asked.id)))
        #expect(job.state == .running && job.attempt == 1)
        #expect(job.startedAt == asked.createdAt + 60 && job.endedAt == nil)
    }

    @Test func aClaimedJobIsNotClaimedAgain() throws {
        let store = try Workshop().make(clients: "a")
        let job = try store.ask(.restart, "a")
        #expect(try store.claim(by: "one") != nil)
        #expect(try store.claim(by: "two") == nil)
        #expect(try store.claim(job.id, by: "two") == nil)
        #expect(try store.claim(by: "one") == nil)
        #expect(try store.leases().map(\.holder.text) == ["one"])
    }

    @Test func anotherTenantIsNotHeldUp() throws {
        let store = try Workshop().make(clients: "a", "b")
        try store.ask(.restart, "a")
        try store.ask(.restart, "b")
        let held = try [store.claim(by: "one"), store.claim(by: "two")]
        #expect(held.map { $0?.job.tenant?.text } == ["a", "b"])
    }

    @Test func thereIsOneBuildAtATime() throws {
        let store = try Workshop().make()
        try store.ask(.build, nil)
        try store.ask(.build, nil)
        let first = try #require(try store.claim(by: "one"))
        #expect(try store.claim(by: "two") == nil)
        try store.finish(first)
        #expect(try store.claim(by: "two")?.job.action == .build)
    }

    @Test func aJobThatWaitsIsClaimedByItsIDOnly() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        let job = try store.ask(.restart, "a")
        _ = try store.fail(try #require(try store.claim(by: "one")), "it broke", retryAfter: 30)
        #expect(try store.claim(by: "one") == nil)
        workshop.pass(29)
        #expect(try store.claim(by: "one") == nil)
        workshop.pass(1)
        let again = try #require(try store.claim(by: "one"))
        _ = try store.fail(again, "it broke", retryAfter: 30)
        #expect(try store.claim(job.id, by: "one")?.job.attempt == 3)
    }

    @Test func sixteenWorkersGetSixteenJobs() async throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        _ = try store.importAll((1...16).map { try .make("t\($0)", status: .ready) })
        for number in 1...16 { try store.ask(.restart, "t\(number)") }
        let got = try await withThrowingTaskGroup(of: [String].self) { group in
            for worker in 1...16 {
                group.addTask {
                    let own = try workshop.open(patience: 600)
                    var got: [String] = []
                    while let lease = try own.claim(by: "w\(worker)") { got.append(lease.job.id) }
                    return got
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(got.count == 16 && Set(got).count == 16)
    }
}
