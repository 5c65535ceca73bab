import Hypertext
import PuertoCore
import Testing

@testable import PuertoSite

@Suite struct RecentProbesTests {
    private func words(_ locale: RegionalLocale, _ days: HealthDay...) throws -> String {
        try #require(RecentProbes(days: days, locale: locale)).words
    }

    private func day(
        _ text: String, _ healthy: Int, _ degraded: Int = 0, _ down: Int = 0, hours: Int = 24
    ) throws -> HealthDay {
        HealthDay(
            day: try Day(text), healthy: healthy, degraded: degraded, down: down, hours: hours)
    }

    @Test func theyNameTheirBase() throws {
        #expect(
            try words(.esES, day("2026-01-02", 900, hours: 9), day("2026-01-01", 1430))
                == "sin caídas, 2330 comprobaciones en 33 horas")
        #expect(
            try words(.enUS, day("2026-01-02", 900, 4, 12, hours: 9), day("2026-01-01", 1430))
                == "12 not answered of 2,346 probes in 33 hours, 4 answered in part")
        #expect(
            try words(.esES, day("2026-01-02", 1, hours: 1))
                == "sin caídas, 1 comprobación en una hora")
    }

    @Test func recordsOfBeforeHaveNoHours() throws {
        #expect(try words(.enUS, day("2026-01-02", 9, hours: 0)) == "no outages, 9 probes")
    }

    @Test func onlyTheDayBeforeIsCountedWithTheNewest() throws {
        let recent = try #require(
            RecentProbes(
                days: [day("2026-03-01", 5), day("2026-02-28", 5), day("2026-02-27", 0, 0, 5)],
                locale: .enUS))
        #expect(recent.days.map(\.day.description) == ["2026-02-28", "2026-03-01"])
        let apart = try #require(
            RecentProbes(days: [day("2026-03-01", 5), day("2026-02-27", 0, 0, 5)], locale: .enUS))
        #expect(apart.days.count == 1)
        #expect(apart.html.text.contains("data-days=\"2026-03-01\""))
        #expect(RecentProbes(days: [], locale: .enUS) == nil)
    }
}
