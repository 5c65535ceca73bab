import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// What clients take of the disk: it is kept, refused and stopped.
@Suite struct DiskTests {
    /// Clients with a plan of 1 GB, ready, and two of them with a plan without a limit.
    private func made(_ workshop: Workshop, _ slugs: String..., plan: String? = "basic") throws
        -> Store
    {
        let store = try workshop.make()
        for slug in slugs { try store.add(.make(slug, plan: plan, status: .ready)) }
        return store
    }

    private func workshop() throws -> Workshop { try Workshop(disk: ["basic": 1, "pro": 3]) }

    /// Looks with these MiB of volumes, by slug.
    @discardableResult
    private func look(
        _ store: Store, _ sizes: [String: Int]?, free: Int = 9000, reserve: Int = 1000
    ) throws -> DiskOutcome {
        let numbers = try sizes.map { sizes in
            Dictionary(
                uniqueKeysWithValues: try sizes.map {
                    (try store.stack(of: Slug($0)).number, DiskSight.Size(volumes: $1))
                })
        }
        let sight = DiskSight(
            host: try Slug("local"), sizes: numbers, free: free, reserve: reserve, sunset: 900)
        return try store.recordDisk(sight, by: "one")
    }

    @Test func theMemoryOfTheLookIsKeptAndItsAbsenceToo() throws {
        let store = try made(try workshop(), "a")
        func look(_ memory: MemoryRoom?) throws -> Bool {
            let sight = DiskSight(
                host: try Slug("local"), sizes: nil, free: 9000, reserve: 1000, sunset: 900,
                memory: memory)
            return try store.recordDisk(sight, by: "one").hasChanged
        }
        let memory = MemoryRoom(total: 16_000, sold: 4000)
        #expect(try look(memory))
        #expect(try store.diskRooms().first?.memory == memory)
        #expect(try !look(memory))
        #expect(try store.fleet().diskRooms.first?.memory == memory)
        #expect(try look(nil))
        #expect(try store.diskRooms().map(\.memory) == [nil])
    }

    private func suspended(_ outcome: DiskOutcome) -> String? {
        outcome.suspension?.tenant?.text
    }

    /// Does the open suspension as a worker would.
    private func stop(_ store: Store) throws {
        let lease = try #require(try store.claim(by: "one"))
        try store.setStatus(.suspended, reason: lease.job.parameters.reason, lease)
        try store.finish(lease)
    }

    @Test func sizesAreKeptAndPagesChangeWithWhatTheyShow() throws {
        let store = try made(try workshop(), "a", "b")
        #expect(try look(store, ["a": 100]).hasChanged)
        #expect(try store.operations("a").disk?.total == 100)
        // One that the engine has never had anything of was not measured.
        #expect(try store.operations("b").disk == nil)
        #expect(try !look(store, ["a": 100]).hasChanged)
        #expect(try look(store, ["a": 820]).hasChanged)
        #expect(try store.diskUse(of: Slug("a"))?.use.state(limit: 1) == .nearly)
        // What is gone is gone, and an engine that tells nothing changes nothing.
        #expect(try look(store, [:]).hasChanged)
        #expect(try store.operations("a").disk?.total == 0)
        #expect(try !look(store, nil).hasChanged)
    }

    @Test func workIsRefusedToAClientAboveItsPlanUntilItHasABiggerOne() throws {
        let workshop = try workshop()
        let store = try made(workshop, "a", "b")
        try look(store, ["a": 1126, "b": 1000])
        for action in Action.allCases where action.isNewWork && action != .resume {
            let text = message { try store.ask(action, "a") }
            #expect(
                text?.hasPrefix(
                    "'a' takes 1.1 GB of 1 GB (109%) of the disk of its plan 'basic', 1.1 GB in "
                        + "volumes and 0 MB in containers: no \(action.rawValue) for it now")
                    == true)
            #expect(text?.contains("puerto tenant edit a --plan pro") == true)
            #expect(code { try store.ask(action, "a") } == .exhausted)
        }
        #expect(try store.history(1) == ["refused job.add a"])
        try store.ask(.restart, "b")
        // What stops it, repairs it or replaces its passwords may be done.
        for action in [Action.suspend, .rotate, .reconcile, .archive] {
            try store.checkDisk(action, Slug("a"))
        }
        _ = try store.editTenant(Slug("a"), by: .cli("test")) { $0.plan = "pro" }
        try store.ask(.restart, "a")
    }

    @Test func aMeasurementThatIsTooOldRefusesNothing() throws {
        let workshop = try workshop()
        let store = try made(workshop, "a")
        try look(store, ["a": 2000])
        workshop.pass(900)
        #expect(code { try store.ask(.restart, "a") } == .exhausted)
        workshop.pass(1)
        try store.ask(.restart, "a")
    }

    @Test func theClientFurthestAboveItsPlanIsSuspendedWithTheReasonDisk() throws {
        let store = try made(try workshop(), "a", "b", "c")
        let sizes = ["a": 1100, "b": 1300, "c": 1000]
        #expect(try suspended(look(store, sizes)) == nil)
        let outcome = try look(store, sizes, free: 999)
        #expect(suspended(outcome) == "b" && outcome.room.state == .short)
        #expect(outcome.suspension?.parameters.reason == "disk")
        #expect(outcome.suspension?.actor == "worker")
        // One at a time, and the next one only when the free space falls on.
        #expect(try suspended(look(store, sizes, free: 500)) == nil)
        try stop(store)
        #expect(try store.operations("b").reason == "disk")
        #expect(try store.history(5).contains("done tenant.disk b"))
        #expect(try suspended(look(store, sizes, free: 960)) == nil)
        #expect(try suspended(look(store, sizes, free: 930)) == "a")
        try stop(store)
        // The last one is within its plan.
        let last = try look(store, sizes, free: 100)
        #expect(suspended(last) == nil && last.room.state == .stuck)
        #expect(try store.tenant(Slug("c")).status == .ready)
    }

    @Test func aClientThatIsLessAboveItsPlanDoesNotPayForTheOneThatHasAJob() throws {
        let store = try made(try workshop(), "a", "b")
        let sizes = ["a": 9000, "b": 1030]
        try look(store, sizes)
        let job = try store.ask(.reconcile, "a")
        let waiting = try look(store, sizes, free: 500)
        #expect(suspended(waiting) == nil && waiting.room.state == .short)
        _ = try store.cancel(job.id, by: .cli("test"))
        #expect(try suspended(look(store, sizes, free: 500)) == "a")
    }

    @Test func aSuspensionByAnOperatorIsWaitedForToo() throws {
        let store = try made(try workshop(), "a", "b")
        let sizes = ["a": 9000, "b": 1030]
        try look(store, sizes)
        try store.ask(.suspend, "a")
        #expect(try suspended(look(store, sizes, free: 500)) == nil)
    }

    @Test func aSuspensionThatFailedSparesNobody() throws {
        let store = try made(try workshop(), "a")
        #expect(try suspended(look(store, ["a": 1200], free: 500)) == "a")
        let lease = try #require(try store.claim(by: "one"))
        _ = try store.fail(lease, "no engine", retryAfter: nil)
        #expect(try suspended(look(store, ["a": 1200], free: 430)) == "a")
    }

    /// What was freed since the last stop counts, and a disk that was full then falls no further.
    @Test func theFreeSpaceFallsFromWhereItWasLast() throws {
        let store = try made(try workshop(), "a", "b", "c")
        let sizes = ["a": 1300, "b": 1200, "c": 1100]
        #expect(try suspended(look(store, sizes, free: 30)) == "a")
        try stop(store)
        #expect(try suspended(look(store, sizes, free: 0)) == "b")
        try stop(store)
        #expect(try suspended(look(store, sizes, free: 900)) == nil)
        #expect(try suspended(look(store, sizes, free: 837)) == nil)
        #expect(try suspended(look(store, sizes, free: 836)) == "c")
    }

    @Test func ofTwoEqualClientsTheOneThatHasGrownMoreIsSuspended() throws {
        let store = try made(try workshop(), "a", "b")
        try look(store, ["a": 1190, "b": 1100])
        #expect(try suspended(look(store, ["a": 1200, "b": 1200], free: 10)) == "b")
    }

    @Test func aClientWithinItsPlanAndOneWithoutALimitAreNeverSuspended() throws {
        let store = try made(try workshop(), "a", plan: "basic")
        try store.add(.make("free", status: .ready))
        let outcome = try look(store, ["a": 1024, "free": 900_000], free: 10)
        #expect(suspended(outcome) == nil && outcome.room.state == .stuck && outcome.hasChanged)
        #expect(try store.diskRooms().map(\.state) == [.stuck])
        #expect(try !look(store, ["a": 1024, "free": 900_000], free: 9).hasChanged)
        // A tenth above the reserve ends it.
        #expect(try look(store, [:], free: 1050).room.state == .stuck)
        #expect(try look(store, [:], free: 1100).room.state == .enough)
    }

    @Test func aClientThatAnOperatorHasResumedIsSparedUntilItHasGrown() throws {
        let store = try made(try workshop(), "a")
        #expect(try suspended(look(store, ["a": 1200], free: 500)) == "a")
        try stop(store)
        _ = try store.editTenant(Slug("a"), by: .cli("test")) { $0.status = .ready }
        try look(store, ["a": 1200])
        #expect(try suspended(look(store, ["a": 1250], free: 400)) == nil)
        #expect(try suspended(look(store, ["a": 1303], free: 300)) == "a")
        try stop(store)
        // Within its plan once, it is like any other again.
        _ = try store.editTenant(Slug("a"), by: .cli("test")) { $0.status = .ready }
        try look(store, ["a": 900])
        #expect(try suspended(look(store, ["a": 1100], free: 100)) == "a")
    }
}
