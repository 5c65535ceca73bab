import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct JobLogTests {
    private func claimed() throws -> (Workshop, Store, Lease) {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        try store.ask(.restart, "a")
        return (workshop, store, try #require(try store.claim(by: "one")))
    }

    private static func gap(_ count: Int) -> String {
        "… \(count) lines are left out here: a log keeps its first 500 and its last 500"
    }

    @Test(arguments: [1, 7, 1000, 1300]) func aLongLogKeepsItsHeadAndItsTail(batch: Int) throws {
        let (_, store, lease) = try claimed()
        let lines = (1...2600).map { "line \($0)" }
        for start in stride(from: 0, to: lines.count, by: batch) {
            let part = Array(lines[start..<min(start + batch, lines.count)])
            try store.log(part, step: .data, lease)
        }
        let events = try store.events(of: lease.job.id)
        #expect(events.count == 1001)
        #expect(events.prefix(500).map(\.text) == Array(lines.prefix(500)))
        #expect(events[500].text == Self.gap(1600) && events[500].step == "")
        #expect(events.suffix(500).map(\.text) == Array(lines.suffix(500)))
        #expect(events.map(\.number) == Array(1...501) + Array(2101...2600))
        // A reader who has seen some goes on after them.
        #expect(try store.events(of: lease.job.id, after: 2599).map(\.text) == ["line 2600"])
    }

    @Test func aLogOfAThousandLinesIsWhole() throws {
        let (_, store, lease) = try claimed()
        let lines = (1...1000).map { "line \($0)" }
        try store.log(lines, step: nil, lease)
        #expect(try store.log(lease.job) == lines)
        try store.log(["one more"], step: nil, lease)
        #expect(try store.log(lease.job)[500] == Self.gap(1))
    }

    @Test func whatABatchLeftOutIsCounted() throws {
        let (_, store, lease) = try claimed()
        let lines = (1...1000).map { "line \($0)" }
        try store.log(LogBatch(lines, gap: 1_000_000), step: nil, lease)
        let events = try store.events(of: lease.job.id)
        #expect(events.count == 1001 && events.last?.number == 1_001_000)
        #expect(events[500].text == Self.gap(1_000_000))
    }

    @Test func deathsAreCountedInALongLogToo() throws {
        let (_, store, lease) = try claimed()
        try store.log((1...600).map { "line \($0)" }, step: nil, lease)
        var held = lease
        for death in 1...3 {
            held = try #require(try store.claim(by: "w\(death)", .gone("one", "w\(death - 1)")))
        }
        try store.log((1...2000).map { "line \($0)" }, step: nil, held)
        #expect(try store.log(lease.job).count { $0 == JobRows.death } == 3)
    }

    @Test func aHundredMegabytesOfOutputLeaveASmallDatabase() throws {
        let (workshop, store, lease) = try claimed()
        let line = String(repeating: "x", count: 1000)
        for _ in 0..<100 { try store.log([String](repeating: line, count: 1000), step: nil, lease) }
        try store.close()
        let size = try workshop.files().values.reduce(0) { $0 + $1.count }
        #expect(size < 8 << 20)
    }

    @Test func oldJobsGoWithTheirLogsAndTheHistoryStays() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a", "b")
        func run(_ slug: String) throws -> Job {
            let job = try store.ask(.restart, slug)
            let lease = try #require(try store.claim(by: "one"))
            _ = try store.recordSteps([.restart], keepingDone: false, lease)
            try store.log(["done"], step: .restart, lease)
            try store.finish(lease)
            return job
        }
        let first = try run("a")
        workshop.pass(180 * 86400)
        let other = try run("b")
        try store.tidy()
        #expect(try store.job(first.id).state == .done)
        workshop.pass(1)
        let waiting = try store.ask(.restart, "b")
        try store.tidy()
        #expect(code { try store.job(first.id) } == .notFound)
        #expect(try store.job(other.id).state == .done)
        #expect(try store.job(waiting.id).state == .queued)
        let left = try workshop.raw().read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM job_event WHERE job NOT IN (SELECT seq FROM job))
                        + (SELECT count(*) FROM job_step WHERE job NOT IN (SELECT seq FROM job))
                    """)
        }
        #expect(left == 0)
        let lines = try store.auditEntries(1000).filter { $0.action == "job.add" }
        #expect(lines.contains { $0.detail.contains("job: \(first.id)") })
    }

    @Test func jobsAreKeptForAsLongAsTheOptionsSay() throws {
        let workshop = try Workshop()
        var options = workshop.options
        options.jobAge = 86400
        let store = try workshop.make(clients: "a").following(.standard, options)
        let job = try store.ask(.restart, "a")
        _ = try store.cancel(job.id, by: .cli("test"))
        workshop.pass(86400)
        try store.tidy()
        #expect(try store.job(job.id).state == .cancelled)
        workshop.pass(1)
        try store.tidy()
        #expect(code { try store.job(job.id) } == .notFound)
    }
}
