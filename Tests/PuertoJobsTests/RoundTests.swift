import PuertoCore
import PuertoEngine
import PuertoStore
import Synchronization
import Testing

@testable import PuertoJobs

/// The rounds of probes that a worker makes beside its jobs.
@Suite struct RoundTests {
    private final class Seen: Sendable {
        let builds = Mutex(0)
        let remarks = Mutex<[String]>([])
        let confirmed = Mutex<[Int]>([])
    }

    private func world(
        _ bench: Bench, _ seen: Seen, interval: Int = 1,
        engine error: PuertoError = PuertoError(.io, "no engine here")
    ) throws -> JobWorld {
        var world = JobWorld(
            store: bench.store, vault: bench.vault,
            settings: EngineSettings(probeInterval: interval, diskInterval: 0),
            home: try Slug("local"),
            url: { "https://\($0.slug).example" }, stacks: bench.folder + "/stacks",
            engine: { throw error }
        ) {
            seen.builds.withLock { $0 += 1 }
            return ""
        }
        world.confirm = { beat, compared, measured in
            #expect(compared == nil && measured == nil)
            seen.confirmed.withLock { $0.append(beat.number) }
        }
        return world
    }

    private func client(_ slug: String, _ status: Tenant.Status, _ bench: Bench) throws {
        let draft = TenantDraft(slug: try Slug(slug), name: slug)
        _ = try bench.store.addTenant(draft, language: .en, by: .cli("test"))
        _ = try bench.store.editTenant(Slug(slug), by: .cli("test")) { $0.status = status }
    }

    /// Serves until the condition holds. It counts its looks, since other tests may hold up all
    /// tasks for minutes.
    private func serve(
        _ world: JobWorld, _ seen: Seen, isOnce: Bool = false,
        until isEnough: @escaping @Sendable () throws -> Bool
    ) async throws {
        let sign = StopSign()
        let worker = Worker(world, stop: sign)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await worker.serve(limit: 1, isOnce: isOnce) { remark in
                    seen.remarks.withLock { $0.append(remark) }
                }
            }
            for _ in 0..<3000 where try !isEnough() {
                try await Task.sleep(for: .milliseconds(20))
            }
            sign.raise()
            try await group.waitForAll()
        }
    }

    /// Without an engine it probes all the same, says so once, and builds when an answer changes.
    @Test func aWorkerProbesEachIntervalAndBuildsOnlyForAnotherAnswer() async throws {
        let (bench, seen) = (try Bench(isKeyed: true), Seen())
        try client("a", .ready, bench)
        try client("b", .suspended, bench)
        let world = try world(bench, seen)
        let home = world.home
        try await serve(world, seen) {
            seen.confirmed.withLock { $0.count >= 3 }
        }
        let beat = try #require(try bench.store.heartbeat(of: home))
        #expect(beat.number >= 3 && beat.interval == 1 && beat.stacks == 1)
        let probes = try bench.store.probes()
        #expect(try Set(probes.keys) == [Slug("a")])
        // Whatever answers at its ports does not take its passwords.
        #expect(try probes[Slug("a")]?.health == .down)
        #expect(try bench.store.tenant(Slug("a")).status == .degraded)
        #expect(seen.builds.withLock { $0 } == 1)
        #expect(seen.confirmed.withLock { Array($0.prefix(3)) } == [1, 2, 3])
        #expect(
            seen.remarks.withLock { $0 } == ["the stacks were not compared: no engine here"])
        #expect(try bench.store.measurements(of: Slug("a"), by: .day).map(\.healthy) == [0])
    }

    @Test func pagesThatCouldNotBeMadeAreTriedAgainAndNotConfirmed() async throws {
        let (bench, seen) = (try Bench(isKeyed: true), Seen())
        try client("a", .ready, bench)
        let old = try world(bench, seen)
        var world = JobWorld(
            store: old.store, vault: old.vault, settings: old.settings, home: old.home,
            url: old.url, stacks: old.stacks, engine: old.engine
        ) {
            let count = seen.builds.withLock { builds in
                builds += 1
                return builds
            }
            if count == 1 { throw PuertoError(.io, "the disk is full") }
            return ""
        }
        world.confirm = old.confirm
        try await serve(world, seen) { !seen.confirmed.withLock { $0.isEmpty } }
        #expect(seen.builds.withLock { $0 } == 2)
        #expect(seen.confirmed.withLock { $0.first } == 2)
        #expect(
            seen.remarks.withLock { $0 }.contains("the pages were not made again: the disk is full")
        )
    }

    @Test func aWorkerThatRunsOnceOrIsToldNotToProbesNothing() async throws {
        let (bench, seen) = (try Bench(), Seen())
        try await serve(world(bench, seen), seen, isOnce: true) { true }
        let begin = ContinuousClock.now
        try await serve(world(bench, seen, interval: 0), seen) {
            ContinuousClock.now - begin > .seconds(2)
        }
        #expect(try bench.store.heartbeat(of: Slug("local")) == nil)
        #expect(try bench.store.probes().isEmpty)
    }

    @Test func ofTwoWorkersOneMakesTheRounds() async throws {
        let (bench, seen) = (try Bench(), Seen())
        let world = try world(bench, seen)
        let signs = [StopSign(), StopSign()]
        let workers = ["one", "two"].indices.map { index in
            Worker(world, holder: LeaseHolder("m/\(index)"), stop: signs[index])
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in workers {
                group.addTask { try await worker.serve(limit: 1, isOnce: false) { _ in } }
            }
            let begin = ContinuousClock.now
            var number = 0
            for _ in 0..<3000 where number < 12 {
                try await Task.sleep(for: .milliseconds(20))
                number = try bench.store.heartbeat(of: world.home)?.number ?? 0
            }
            // Two that did not know of each other would make two each interval.
            let seconds = (ContinuousClock.now - begin) / .seconds(1)
            #expect(number >= 12 && Double(number) < seconds / 0.9 + 4, "\(number), \(seconds) s")
            signs.forEach { $0.raise() }
            try await group.waitForAll()
        }
    }

    /// A page that says "ready, healthy" after a failed job is wrong.
    @Test func aFailedJobRecordsWhatItLeaves() async throws {
        let (bench, seen) = (try Bench(isKeyed: true), Seen())
        try client("a", .ready, bench)
        let slug = try Slug("a")
        let now = bench.store.clock()
        try bench.store.record(
            [slug: ProbeResult(at: now, health: .healthy, milliseconds: 3)], by: .worker)
        let world = try world(bench, seen, engine: PuertoError(.unsupported, "no Compose here"))
        let job = try bench.store.enqueue(JobRequest(.reconcile, slug, by: .cli("test")))
        let done = try #require(try await Worker(world).workOne(job.id))
        #expect(done.state == .failed)
        #expect(try bench.store.probes()[slug]?.health == .down)
        #expect(try bench.store.tenant(slug).status == .degraded)
        #expect(seen.builds.withLock { $0 } == 1)
    }
}
