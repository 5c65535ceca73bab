import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// The heartbeat of rounds, and what they measured.
@Suite struct RoundTests {
    /// The beginning of a day.
    private static let dawn = 1_700_000_000 / 86400 * 86400

    private func measure(
        _ store: Store, at: Int, _ usage: Usage = Usage(), _ health: Health = .healthy,
        milliseconds: Int = 10
    ) throws {
        let result = ProbeResult(at: at, health: health, milliseconds: milliseconds)
        try store.recordMeasures([Slug("a"): (result, usage)])
    }

    private func rows(_ store: Store, _ grain: Measurement.Grain) throws -> [Measurement] {
        try store.measurements(of: Slug("a"), by: grain)
    }

    @Test func roundsAreSummedUpByTheHourAndTheDay() throws {
        let store = try Workshop().make(clients: "a")
        let start = Self.dawn + 7200
        try measure(store, at: start + 10, Usage(memory: 100, processor: 20, disk: 7))
        try measure(
            store, at: start + 70, Usage(memory: 300, processor: 40), .down, milliseconds: 50)
        try measure(store, at: start + 3600, milliseconds: 90)
        #expect(try rows(store, .round).map(\.start) == [start + 3600, start + 70, start + 10])
        #expect(
            try rows(store, .hour).last
                == Measurement(
                    start: start, rounds: 2, healthy: 1, milliseconds: 30, slowest: 50,
                    usage: Usage(memory: 200, processor: 30, disk: 7),
                    most: Usage(memory: 300, processor: 40, disk: 7)))
        #expect(
            try rows(store, .day) == [
                Measurement(
                    start: Self.dawn, rounds: 3, healthy: 2, milliseconds: 50, slowest: 90,
                    usage: Usage(memory: 200, processor: 30, disk: 7),
                    most: Usage(memory: 300, processor: 40, disk: 7))
            ])
        // A round that the engine told nothing in has no figures, and is not one of nothing.
        #expect(try rows(store, .round).first?.usage == Usage())
    }

    @Test func pagesShowTheLastWholeHourBeforeTheLastProbe() throws {
        let store = try Workshop().make(clients: "a")
        let slug = try Slug("a")
        func probe(at: Int, memory: Int?) throws -> HourOfUse? {
            let result = ProbeResult(at: at, health: .healthy, milliseconds: 1)
            let usage = Usage(memory: memory, processor: memory)
            _ = try store.record([slug: result], by: .worker, began: store.beginSight())
            try store.recordMeasures([slug: (result, usage)])
            return try store.records().fleet.operations[slug]?.hour
        }
        let start = Self.dawn + 7200
        #expect(try probe(at: start + 10, memory: 100) == nil)
        #expect(try probe(at: start + 3599, memory: 300) == nil)
        let first = HourOfUse(start: start, memory: 300, processor: 300)
        // The hour that runs changes nothing, and one without a figure is passed over.
        #expect(try probe(at: start + 3600, memory: nil) == first)
        #expect(try probe(at: start + 7200, memory: 50) == first)
        #expect(
            try probe(at: start + 10800, memory: 60)
                == HourOfUse(start: start + 7200, memory: 50, processor: 50))
    }

    @Test func noMoreRowsAreKeptThanTheGrainSays() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a", "b")
        try workshop.raw().write { db in
            for (grain, step, count) in [
                ("round", 60, 1600), ("hour", 3600, 800), ("day", 86400, 900),
            ] {
                for index in 0..<count {
                    try db.execute(
                        sql: """
                            INSERT INTO measure VALUES (1, ?, ?, 1, 1, 1, 1, 0, 0, 0, 0, 0, NULL)
                            """, arguments: [grain, Self.dawn - (index + 1) * step])
                }
            }
        }
        try measure(store, at: Self.dawn + 5)
        for grain in Measurement.Grain.allCases {
            let kept = try rows(store, grain)
            #expect(kept.count == grain.kept && kept.first?.start == grain.start(of: Self.dawn + 5))
        }
    }

    @Test func aClockAYearAheadDeletesNothingAndIsForgotten() throws {
        let store = try Workshop().make(clients: "a")
        for minute in 0..<60 { try measure(store, at: Self.dawn + minute * 60) }
        for minute in 0..<60 {
            try measure(store, at: Self.dawn + 365 * 86400 + minute * 60)
        }
        #expect(try rows(store, .round).count == 120)
        try measure(store, at: Self.dawn + 3600)
        #expect(try rows(store, .round).count == 61)
        #expect(try rows(store, .hour).map(\.rounds) == [1, 60])
        #expect(try rows(store, .day).map(\.rounds) == [61])
    }

    @Test func aHeartbeatCountsTheRoundsOfItsHost() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        let host = try Slug("local")
        #expect(try store.heartbeat(of: host) == nil)
        _ = try store.recordHeartbeat(
            on: host, holder: "m/1/2", interval: 60, stacks: 4, milliseconds: 80)
        let beat = try store.recordHeartbeat(
            on: host, holder: "m/9/9", interval: 30, stacks: 5, milliseconds: 90)
        #expect(
            beat
                == Heartbeat(
                    holder: "m/9/9", number: 2, at: store.clock(), interval: 30, stacks: 5,
                    milliseconds: 90))
        #expect(try store.heartbeat(of: host) == beat)
        #expect(
            code {
                try store.recordHeartbeat(
                    on: Slug("far"), holder: "x", interval: 1, stacks: 0, milliseconds: 0)
            } == .notFound)
    }

    @Test func allStacksAreTheSameAsEachOneAndABadOneHoldsUpNoOther() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a", "b")
        let all = try store.stacks()
        #expect(all.count == 3)
        for (slug, found) in all {
            let (one, other) = (try found.get(), try store.stack(of: slug))
            #expect(one.id == other.id && one.tenant == other.tenant && one.subnet == other.subnet)
            #expect(one.workspace == other.workspace && one.applied == other.applied)
        }
        try workshop.raw().write {
            try $0.execute(
                sql: "DELETE FROM subnet WHERE slot = (SELECT number FROM slot WHERE tenant = 1)")
        }
        let after = try store.stacks()
        #expect(throws: PuertoError.self) { try after[Slug("a")]?.get() }
        #expect(try after[Slug("b")]?.get().tenant.slug.text == "b")
    }
}
