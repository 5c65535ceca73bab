import Hypertext
import PuertoCore
import Testing

@testable import PuertoSite

@Suite struct UptimeBarTests {
    private func day(
        _ text: String, _ healthy: Int, _ degraded: Int = 0, _ down: Int = 0, hours: Int = 24
    ) throws -> HealthDay {
        HealthDay(
            day: try Day(text), healthy: healthy, degraded: degraded, down: down, hours: hours)
    }

    private func caption(_ locale: RegionalLocale, _ days: HealthDay...) throws -> String {
        let html = try #require(UptimeBar(days: days, locale: locale)).html.text
        let match = try #require(html.firstMatch(of: /<figcaption>(.*?), (del|from|el|on) <time/))
        return String(match.1)
    }

    @Test func aShareNamesItsDaysAndProbes() throws {
        #expect(
            try caption(.esES, day("2026-01-02", 1439, 0, 1), day("2026-01-01", 60))
                == "<b>99,9\u{A0}%</b> de las comprobaciones tuvieron respuesta: "
                + "2 días de 30, 1500 comprobaciones")
        #expect(
            try caption(.enUS, day("2026-01-02", 13))
                == "<b>100.0%</b> of the probes were answered: 1 day of 30, 13 probes")
    }

    @Test func lessThanADayOfProbesHasNoShare() throws {
        let young = "<b>Menos de un día de comprobaciones</b>: "
        #expect(
            try caption(.esES, day("2026-01-01", 13, hours: 1)) == young + "13, todas con respuesta"
        )
        #expect(
            try caption(
                .esES, day("2026-01-02", 11, 1, 1, hours: 3), day("2026-01-01", 9, hours: 20))
                == young + "22, 21 con respuesta")
        #expect(
            try caption(.esES, day("2026-01-01", 0, 0, 2, hours: 2))
                == young + "2, ninguna con respuesta")
        #expect(
            try caption(.enUS, day("2026-01-01", 1, hours: 1))
                == "<b>Less than a day of probes</b>: 1, answered")
        let html = try #require(UptimeBar(days: [day("2026-01-01", 13, hours: 1)], locale: .esES))
            .html
        #expect(!html.text.contains("%"))
        // The days before it was probed are none of its own.
        #expect(html.text.contains("con respuesta, el <time datetime=\"2026-01-01\">"))
    }

    @Test func itHasThirtyDaysUpToTheNewestOneWithAProbe() throws {
        let bar = try #require(
            UptimeBar(
                days: [day("2028-03-01", 1), day("2028-02-29", 2), day("2028-01-31", 3)],
                locale: .enUS))
        #expect(bar.days.count == 30)
        #expect(bar.days.suffix(2).map { $0?.healthy } == [2, 1])
        #expect(bar.days.dropLast(2).allSatisfy { $0 == nil })
        #expect(try bar.first == Day("2028-02-01") && bar.last == Day("2028-03-01"))
        #expect(UptimeBar(days: [], locale: .enUS) == nil)
    }

    @Test func daysBeforeThoseDoNotCount() throws {
        let bar = try #require(
            UptimeBar(days: [day("2028-03-31", 1), day("2028-01-01", 0, 0, 99)], locale: .esES))
        #expect(bar.answered == 1000)
        #expect(bar.html.text.contains("100,0\u{A0}%"))
    }

    @Test(arguments: [
        (1, 0, 0, "100.0%"), (9999, 0, 1, "99.9%"), (0, 1, 1, "50.0%"), (1, 1, 1, "66.6%"),
        (0, 0, 5, "0.0%"), (1_999, 0, 1, "99.9%"),
    ])
    func itIsWholeOnlyWhenEveryProbeWasAnswered(
        healthy: Int, degraded: Int, down: Int, percentage: String
    ) throws {
        let bar = try #require(
            UptimeBar(days: [day("2026-01-01", healthy, degraded, down)], locale: .enUS))
        #expect(bar.html.text.contains("<b>\(percentage)</b>"))
        #expect(bar.html.text.contains("role=\"img\" aria-labelledby=\"uptime-title\""))
    }

    @Test func whatThereWasOfAnythingCanBeSeen() throws {
        for (healthy, degraded, down) in [
            (1, 0, 0), (0, 1, 0), (0, 0, 1), (1000, 1, 1), (1, 1000, 1), (1, 1, 1000), (0, 1, 1000),
            (0, 1000, 1), (1, 1, 1), (100, 100, 1), (1, 0, 1000), (1000, 0, 1),
        ] {
            let parts = UptimeBar.parts(try day("2026-01-01", healthy, degraded, down))
            #expect(parts.healthy + parts.degraded + parts.down == 32)
            for (count, height) in [
                (healthy, parts.healthy), (degraded, parts.degraded), (down, parts.down),
            ] { #expect(count == 0 ? height == 0 : height >= 4, "\((healthy, degraded, down))") }
        }
    }

    @Test func aDayWithoutAProbeIsOutlinedAndHasNoRow() throws {
        let html = try #require(UptimeBar(days: [day("2026-01-02", 3)], locale: .esES)).html.text
        #expect(html.contains("<path class=\"healthy\" d=\"M348 0h10v32h-10z\"/>"))
        #expect(html.ranges(of: "h9v31h-9z").count == 29)
        #expect(html.ranges(of: "<th scope=\"row\">").count == 1)
        #expect(!html.contains("class=\"down\" d="))
    }
}
