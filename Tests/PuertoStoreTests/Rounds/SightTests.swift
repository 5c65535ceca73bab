import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// The order of states and answers follows numbers, not the clock on the wall.
@Suite struct SightTests {
    private static let noon = 1_700_000_000 / 86400 * 86400 + 43200
    private static let year = 365 * 86400

    private func result(_ health: Health, at: Int) -> ProbeResult {
        ProbeResult(at: at, health: health, milliseconds: 5)
    }

    private func record(
        _ store: Store, _ health: Health, at: Int, began: Int? = nil
    ) throws -> Set<Slug> {
        try store.record(
            [try Slug("a"): result(health, at: at)], by: .worker,
            began: began ?? store.beginSight())
    }

    private func shown(_ store: Store) throws -> Health? {
        try store.operations("a").presentProbe?.health
    }

    @Test func aProbeUnderAClockAYearAheadSilencesNoLaterOne() throws {
        let store = try Workshop().make(clients: "a")
        _ = try record(store, .healthy, at: Self.noon + Self.year)
        _ = try record(store, .down, at: Self.noon)
        #expect(try shown(store) == .down)
        #expect(try store.tenant(Slug("a")).status == .degraded)
        _ = try record(store, .healthy, at: Self.noon - 3600)
        #expect(try shown(store) == .healthy)
        #expect(try store.tenant(Slug("a")).status == .ready)
    }

    /// As of a worker without numbers: a time that has not come yet wins against none.
    @Test func aTimeThatHasNotComeYetWinsAgainstNone() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        let now = store.clock()
        try store.record([Slug("a"): result(.healthy, at: now + Self.year)], by: .worker)
        try store.record([Slug("a"): result(.down, at: now)], by: .worker)
        #expect(try store.probes()[Slug("a")]?.health == .down)
    }

    @Test func aStateOfAClockAYearAheadHidesNoLaterProbe() throws {
        let store = try Workshop().make(clients: "a")
        let future = Self.noon + Self.year
        _ = try record(store, .down, at: future)
        #expect(try store.operations("a").stateSince == future)
        _ = try record(store, .down, at: Self.noon)
        #expect(try shown(store) == .down)
        #expect(try store.operations("a").probe?.at == Self.noon)
        #expect(try store.presentProbes()[Slug("a")]?.at == Self.noon)
    }

    @Test func aProbeOfAClockAYearAheadIsNotNewerThanAStateAfterIt() throws {
        let store = try Workshop().make(clients: "a")
        _ = try record(store, .down, at: Self.noon)
        _ = try record(store, .healthy, at: Self.noon + Self.year)
        _ = try store.edit("a") { $0.status = .suspended }
        #expect(try shown(store) == nil)
        _ = try store.edit("a") { $0.status = .ready }
        #expect(try shown(store) == nil)
        _ = try record(store, .healthy, at: Self.noon)
        #expect(try shown(store) == .healthy)
    }

    @Test func anAnswerThatBeganBeforeANewerOneOrBeforeTheStateIsOnlyCounted() throws {
        let store = try Workshop().make(clients: "a")
        let (first, second) = (try store.beginSight(), try store.beginSight())
        #expect(try record(store, .healthy, at: Self.noon, began: second) == [Slug("a")])
        #expect(try record(store, .down, at: Self.noon + 5, began: first).isEmpty)
        #expect(try shown(store) == .healthy)
        let third = try store.beginSight()
        _ = try store.edit("a") { $0.status = .suspended }
        _ = try store.edit("a") { $0.status = .ready }
        #expect(try record(store, .down, at: Self.noon + 9, began: third).isEmpty)
        #expect(try store.tenant(Slug("a")).status == .ready)
        #expect(try store.operations("a").days.map(\.down) == [2])
    }

    @Test func onlyAnotherAnswerOrStatusIsAChange() throws {
        let store = try Workshop().make(clients: "a")
        #expect(try record(store, .healthy, at: Self.noon) == [Slug("a")])
        #expect(try record(store, .healthy, at: Self.noon + 60).isEmpty)
        #expect(try store.probes()[Slug("a")]?.at == Self.noon + 60)
        #expect(try record(store, .degraded, at: Self.noon + 120) == [Slug("a")])
        #expect(try record(store, .degraded, at: Self.noon + 180).isEmpty)
    }

    @Test func anOlderComparisonDoesNotBringAMendedDriftBack() throws {
        let store = try Workshop().make(clients: "a")
        let drift = [Drift(.container, subject: "a_redis", found: "exited", mend: "m")]
        let old = try store.beginSight()
        #expect(try store.recordDrift([Slug("a"): drift], at: 5) == [Slug("a")])
        #expect(try store.recordDrift([Slug("a"): drift], at: 6).isEmpty)
        // A reconcile compares after its mend; a round that began before it ends later.
        #expect(try store.recordDrift([Slug("a"): []], at: 7) == [Slug("a")])
        #expect(try store.recordDrift([Slug("a"): drift], at: 8, began: old).isEmpty)
        #expect(try store.operations("a").drift == [] && store.operations("a").comparedAt == 7)
    }

    @Test func aClockThatIsAheadDoesNotDeleteTheDays() throws {
        let store = try Workshop().make(clients: "a")
        for day in 0..<10 { _ = try record(store, .healthy, at: Self.noon + day * 86400) }
        for minute in 0..<30 {
            _ = try record(store, .healthy, at: Self.noon + 3 * Self.year + minute * 60)
        }
        #expect(try store.operations("a").days.count == 9)
        // The day of the clock that was ahead is gone with the first right one.
        _ = try record(store, .healthy, at: Self.noon + 10 * 86400)
        #expect(try store.operations("a").days.count == 9)
        #expect(
            try store.operations("a").days.first?.day
                == Day(secondsSince1970: Self.noon + 10 * 86400))
    }

    @Test func aRemovedTenantsNumbersAndMeasuresAreDeleted() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        _ = try record(store, .healthy, at: Self.noon)
        try store.recordMeasures([Slug("a"): (result(.healthy, at: Self.noon), Usage())])
        let raw = try workshop.raw()
        try raw.write { try $0.execute(sql: "DELETE FROM tenant WHERE slug = 'a'") }
        for table in ["sight", "measure"] {
            #expect(
                try raw.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } == 0)
        }
    }
}

extension SightTests {
    /// The health that a job has waited for is that of the state it sets then.
    @Test func theProbeThatAJobHasWaitedForIsOfItsState() throws {
        let store = try Workshop().make(clients: "a", status: .suspended)
        try store.ask(.resume, "a")
        let lease = try #require(try store.claim(by: "w"))
        let slug = try Slug("a")
        let healthy = ProbeResult(at: store.clock(), health: .healthy, milliseconds: 3)
        try store.record([slug: healthy], by: .job(lease.job.id))
        try store.setStatus(.ready, reason: nil, lease)
        #expect(try store.presentProbes()[slug]?.health == .healthy)
        try store.finish(lease)
        // One without a new probe has none.
        try store.ask(.suspend, "a")
        let next = try #require(try store.claim(by: "w"))
        try store.setStatus(.suspended, reason: "x", next)
        try store.setStatus(.ready, reason: nil, next)
        #expect(try store.presentProbes()[slug] == nil)
    }
}
