import Hypertext
import PuertoCore
import Testing

@testable import PuertoSite

@Suite struct UptimeBarTests {
    private func day(_ text: String, _ healthy: Int, _ degraded: Int = 0, _ down: Int = 0) throws
        -> HealthDay
    {
        HealthDay(day: try Day(text), healthy: healthy, degraded: degraded, down: down)
    }

    @Test func itHasThirtyDaysUpToTheNewestOneWithAProbe() throws {
        let bar = try #require(
            UptimeBar(
                days: [day("2028-03-01", 1), day("2028-02-29", 2), day("2028-01-31", 3)], l: .en))
        #expect(bar.days.count == 30)
        #expect(bar.days.suffix(2).map { $0?.healthy } == [2, 1])
        #expect(bar.days.dropLast(2).allSatisfy { $0 == nil })
        #expect(try bar.first == Day("2028-02-01") && bar.last == Day("2028-03-01"))
        #expect(UptimeBar(days: [], l: .en) == nil)
    }

    @Test func daysBeforeThoseDoNotCount() throws {
        let bar = try #require(
            UptimeBar(days: [day("2028-03-31", 1), day("2028-01-01", 0, 0, 99)], l: .es))
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
            UptimeBar(days: [day("2026-01-01", healthy, degraded, down)], l: .en))
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
        let html = try #require(UptimeBar(days: [day("2026-01-02", 3)], l: .es)).html.text
        #expect(html.contains("<path class=\"healthy\" d=\"M348 0h10v32h-10z\"/>"))
        #expect(html.ranges(of: "h9v31h-9z").count == 29)
        #expect(html.ranges(of: "<th scope=\"row\">").count == 1)
        #expect(!html.contains("class=\"down\" d="))
    }
}
