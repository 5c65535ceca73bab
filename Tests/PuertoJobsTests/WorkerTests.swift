import GRDB
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore
import Synchronization
import Testing

@Suite struct WorkerTests {
    private func ask(_ action: Action, _ slug: String?, _ bench: Bench) throws -> Job {
        try bench.store.enqueue(JobRequest(action, slug.map(Slug.init(_:)), by: .cli("test")))
    }

    private final class Count: Sendable {
        let builds = Mutex(0)
    }

    @Test func aBuildMakesThePagesOnce() async throws {
        let (bench, count) = (try Bench(), Count())
        let job = try ask(.build, nil, bench)
        let worker = try bench.worker {
            count.builds.withLock { $0 += 1 }
            return "pages: 3 written"
        }
        let done = try #require(try await worker.workOne(job.id))
        #expect(done.state == .done && done.steps.map(\.name) == ["pages"])
        #expect(count.builds.withLock { $0 } == 1)
        #expect(try bench.store.events(of: job.id).map(\.text) == ["pages: 3 written"])
        #expect(try await worker.workOne(job.id) == nil)
    }

    @Test func aBuildWhosePagesAreWrongHasFailed() async throws {
        let bench = try Bench()
        let job = try ask(.build, nil, bench)
        let wrong = PuertoError(.invalid, "a link leads nowhere", place: "content/a.md:3")
        let worker = try bench.worker { throw PuertoErrors([wrong]) ?? wrong }
        let done = try #require(try await worker.workOne(job.id))
        #expect(done.state == .failed && done.error == wrong.description)
    }

    @Test func aLockThatLastsHoldsTheWorkerUpAndDoesNotEndIt() async throws {
        let lock = Lock()
        let bench = try Bench(isPatient: lock.isAsked)
        let job = try ask(.build, nil, bench)
        try lock.take(bench.folder + "/puerto.db")
        let said = Mutex<[String]>([])
        let wait = LockWait { text in said.withLock { $0.append(text) } }
        for seconds in [0.5, 30, 61, 90, 121, 0.5] { #expect(wait.goesOn(after: seconds)) }
        #expect(said.withLock(\.count) == 4)
        try await bench.worker().workAll(limit: 1, isOnce: true)
        #expect(try bench.store.job(job.id).state == .done)
        #expect(lock.asked.withLock { $0 } == 5)
    }

    /// Another program's transaction, which ends after the fifth question about it.
    private final class Lock: Sendable {
        let asked = Mutex(0)
        private let holder = Mutex<DatabaseQueue?>(nil)

        func take(_ path: String) throws {
            var configuration = GRDB.Configuration()
            configuration.allowsUnsafeTransactions = true
            configuration.busyMode = .timeout(30)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
            holder.withLock { $0 = queue }
        }

        @Sendable func isAsked(_ waited: Double) -> Bool {
            guard
                asked.withLock({
                    $0 += 1; return $0 == 5
                })
            else { return true }
            holder.withLock { queue in
                try? queue?.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
                try? queue?.close()
                queue = nil
            }
            return true
        }
    }

    /// The hook refuses these too; a stolen one writes rows past it.
    @Test(arguments: [Action.archive, .upgrade])
    func whatNeedsAPlanIsNotDoneForTheWebTierWithoutOne(action: Action) async throws {
        let bench = try Bench(isKeyed: true)
        var draft = TenantDraft(slug: try Slug("acme"), name: "Acme")
        draft.status = .ready
        _ = try bench.store.addTenant(draft, language: .en, by: .cli("test"))
        for actor in [Actor.web(try Slug("ana")), .hook(try Slug("ci"))] {
            var request = JobRequest(action, try Slug("acme"), by: actor)
            if action.needsReason { request.parameters.reason = "it leaves" }
            if case .hook = actor { request.parameters.plan = String(repeating: "a", count: 64) }
            if action == .upgrade {
                request.parameters.images[.redis] = try ImageReference("redis:7.4.5")
            }
            let job = try bench.store.enqueue(request)
            let done = try #require(try await bench.worker().workOne(job.id))
            #expect(done.state == .failed && done.steps.isEmpty)
            #expect(
                done.error?.contains("without the plan") == true
                    || done.error?.contains("no program can ask for") == true)
        }
        #expect(try bench.store.tenant(Slug("acme")).status != .archived)
    }

    /// The web tier cannot look at the machine.
    @Test func aWorkerRecordsWhichPortsAreInUse() async throws {
        let bench = try Bench(isKeyed: true)
        // As Linux writes it: 0A is LISTEN, 1F41 is 8001, 0016 is 22.
        let table = "head\n 0: 0100007F:1F41 0:0 0A\n 1: 0:0016 0:0 0A\n"
        let machine = Machine { $0 == "/proc/net/tcp" ? table : "" }
        try await bench.worker(machine: machine).workAll(limit: 1, isOnce: true)
        let seen = try bench.store.fleet().observedPorts
        #expect(seen.map(\.host.text) == ["local"] && seen.map(\.ports) == [[8001]])
        let draft = TenantDraft(slug: try Slug("new"), name: "New")
        let added = try bench.store.addTenant(draft, language: .en, by: .cli("test"))
        #expect(added.tenant.slot.number == 2)
        // One that is told to ignore them does not leave an older look behind.
        try await bench.worker().workAll(limit: 1, isOnce: true)
        #expect(try bench.store.fleet().observedPorts.isEmpty)
    }

    /// The base system is probed without an engine.
    @Test func aFailedRebuildDoesNotFailAnotherJob() async throws {
        let bench = try Bench()
        let job = try ask(.reconcile, "base", bench)
        let worker = try bench.worker { throw PuertoError(.io, "the disk is full") }
        let done = try #require(try await worker.workOne(job.id))
        #expect(done.state == .done && done.steps.map(\.name) == ["look"])
        #expect(
            try bench.store.events(of: job.id).last?.text
                == "the pages were not made again: the disk is full")
    }
}
