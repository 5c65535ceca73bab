import GRDB
import PuertoCore
import Synchronization
import Testing

@testable import PuertoStore

@Suite struct WorkerSightTests {
    private let workshop: Workshop
    private let store: Store

    init() throws {
        workshop = try Workshop()
        store = try workshop.make()
    }

    private var now: Int { workshop.clock.withLock { $0 } }

    private func advance(_ seconds: Int) { workshop.clock.withLock { $0 += seconds } }

    @Test func noWorkerHasEverRun() throws {
        let sight = try store.workerSight()
        #expect(sight == WorkerSight(.never, seenAt: nil))
        #expect(sight.absence == "no worker has ever run")
    }

    @Test func aWorkerRunsUntilItEnds() throws {
        let start = now
        try store.recordWorker("one", isOver: false)
        #expect(try store.workerSight() == WorkerSight(.running, seenAt: start))
        #expect(try store.workerSight().absence == nil)
        advance(10)
        try store.recordWorker("one", isOver: true)
        #expect(try store.workerSight() == WorkerSight(.gone, seenAt: start + 10))
    }

    @Test func aWorkerThatGivesNoSignIsGone() throws {
        let start = now
        try store.recordWorker("one", isOver: false)
        advance(WorkerSight.sunset)
        #expect(try store.workerSight().isRunning)
        advance(1)
        #expect(try store.workerSight() == WorkerSight(.gone, seenAt: start))
        #expect(
            try store.workerSight().absence
                == "no worker has run since \(Timestamp.text(start))")
    }

    @Test func oneOfTwoIsEnough() throws {
        try store.recordWorker("one", isOver: false)
        try store.recordWorker("two", isOver: false)
        try store.recordWorker("two", isOver: true)
        #expect(try store.workerSight().isRunning)
    }

    @Test func aSignOfAClockThatWasAheadIsNone() throws {
        advance(86400)
        try store.recordWorker("one", isOver: false)
        advance(-86400)
        #expect(try store.workerSight() == WorkerSight(.gone, seenAt: nil))
        #expect(try store.workerSight().absence == "no worker runs")
        try store.recordWorker("two", isOver: true)
        #expect(try store.workerSight() == WorkerSight(.gone, seenAt: now))
    }

    @Test func fewSignsAreKept() throws {
        for number in 0..<40 { try store.recordWorker("worker \(number)", isOver: true) }
        let count = try store.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM worker_sign") ?? 0
        }
        #expect(count <= 17)
    }
}
