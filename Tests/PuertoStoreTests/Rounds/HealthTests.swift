import GRDB
import PuertoCore
import Testing

@testable import PuertoStore

@Suite struct HealthTests {
    private static let noon = 1_700_000_000 / 86400 * 86400 + 43200

    private func record(
        _ store: Store, _ health: Health, at: Int = noon, _ detail: String = "",
        of slug: String = "a"
    ) throws {
        try store.record(
            [try Slug(slug): ProbeResult(at: at, health: health, milliseconds: 12, detail: detail)],
            by: .cli("timer"))
    }

    private func status(_ store: Store) throws -> Tenant.Status {
        try store.tenant(Slug("a")).status
    }

    @Test func aReadyStackThatIsNotHealthyIsDegradedAndBack() throws {
        let store = try Workshop().make(clients: "a")
        try record(store, .healthy)
        #expect(try store.history(1) == ["done tenant.add a"])
        try record(store, .down, at: Self.noon + 60, "Redis: refused")
        #expect(try status(store) == .degraded)
        try record(store, .degraded, at: Self.noon + 120)
        try record(store, .healthy, at: Self.noon + 180)
        #expect(try status(store) == .ready)
        let lines = try store.auditEntries(2)
        #expect(
            lines.map(\.detail) == [
                "status: degraded → ready", "status: ready → degraded\nfound: Redis: refused",
            ])
        #expect(lines.allSatisfy { $0.action == "tenant.probe" && $0.actor == "cli:timer" })
        #expect(try store.operations("a").stateSince == Self.noon + 180)
    }

    @Test(arguments: [Tenant.Status.draft, .provisioning, .suspended, .archived])
    func otherStatesAreLeftAlone(status: Tenant.Status) throws {
        let store = try Workshop().make(clients: "a", status: status)
        try record(store, .healthy)
        try record(store, .down)
        #expect(try self.status(store) == status)
        #expect(try store.history(1) == ["done tenant.add a"])
    }

    @Test func aStackWithAnOpenJobKeepsItsStatus() throws {
        let store = try Workshop().make(clients: "a")
        let job = try store.ask(.restart, "a")
        try record(store, .down)
        #expect(try status(store) == .ready)
        #expect(try store.probes()[Slug("a")]?.health == .down)
        _ = try store.cancel(job.id, by: .cli("ana"))
        try record(store, .down)
        #expect(try status(store) == .degraded)
    }

    @Test func anOlderProbeIsCountedAndDoesNotReplaceTheLast() throws {
        let store = try Workshop().make(clients: "a")
        try record(store, .healthy, at: Self.noon)
        try record(store, .down, at: Self.noon - 60, "late")
        #expect(
            try store.probes() == [
                Slug("a"): ProbeResult(at: Self.noon, health: .healthy, milliseconds: 12)
            ])
        #expect(try status(store) == .ready)
        #expect(
            try store.operations("a").days == [
                HealthDay(
                    day: Day(secondsSince1970: Self.noon), healthy: 1, degraded: 0, down: 1,
                    hours: 2)
            ])
    }

    @Test func resultsAreCountedByTheDay() throws {
        let store = try Workshop().make(clients: "a")
        for (days, health) in [
            (0, Health.healthy), (0, .healthy), (0, .down), (1, .degraded), (40, .healthy),
        ] { try record(store, health, at: Self.noon + days * 86400) }
        let first = Day(secondsSince1970: Self.noon)
        #expect(
            try store.operations("a").days.reversed() == [
                HealthDay(day: first, healthy: 2, degraded: 0, down: 1, hours: 1),
                HealthDay(
                    day: Day(secondsSince1970: Self.noon + 86400), healthy: 0, degraded: 1, down: 0,
                    hours: 1),
                HealthDay(
                    day: Day(secondsSince1970: Self.noon + 40 * 86400), healthy: 1, degraded: 0,
                    down: 0, hours: 1),
            ])
        // Counts are deleted after four hundred days.
        try record(store, .healthy, at: Self.noon + 401 * 86400)
        #expect(try store.operations("a").days.map(\.healthy) == [1, 1, 0])
    }

    /// Time in which a stack is not to run counts as neither up nor down.
    @Test(arguments: [Tenant.Status.draft, .provisioning, .suspended, .archived])
    func aProbeOfAStackThatIsNotToRunIsNotCounted(status: Tenant.Status) throws {
        let store = try Workshop().make(clients: "a", status: status)
        try record(store, .down)
        #expect(try store.operations("a").days.isEmpty)
        #expect(try store.probes()[Slug("a")]?.health == .down)
    }

    @Test func theHoursOfADayWithAProbeAreCounted() throws {
        let store = try Workshop().make(clients: "a")
        let midnight = Self.noon - 43200
        for second in [0, 3599, 3600, 86399] { try record(store, .healthy, at: midnight + second) }
        #expect(try store.operations("a").days.map(\.hours) == [3])
    }

    @Test func aProbeOfAMissingTenantIsSkipped() throws {
        let store = try Workshop().make(clients: "a")
        try record(store, .healthy, of: "nobody")
        #expect(try store.probes().isEmpty)
    }

    @Test func driftIsReplacedByWhatIsFoundNext() throws {
        let store = try Workshop().make(clients: "a", "b")
        let (a, b) = (try Slug("a"), try Slug("b"))
        let one = Drift(
            .container, subject: "a_redis", found: "missing", mend: "puerto reconcile a")
        let two = Drift(.image, subject: "x\ny", found: "old", mend: "m")
        try store.recordDrift([a: [one, two], b: [one]], at: 5)
        #expect(try store.operations("a").drift.map(\.subject) == ["a_redis", "x\\u{a}y"])
        try store.recordDrift([a: []], at: 9)
        #expect(try store.operations("a").drift == [] && store.operations("a").comparedAt == 9)
        #expect(try store.operations("b").drift == [one] && store.operations("b").comparedAt == 5)
    }

    @Test func whatWasNotLookedAtIsNoDrift() throws {
        let store = try Workshop().make(clients: "a")
        let unseen = Drift.notLookedAt(
            .state, subject: "a", because: "a copy", mend: "puerto doctor a")
        try store.recordDrift([Slug("a"): [unseen]], at: 5)
        let operations = try store.operations("a")
        #expect(operations.drift == [unseen])
        #expect(!OperationsLine(operations).hasDrift)
    }
}
