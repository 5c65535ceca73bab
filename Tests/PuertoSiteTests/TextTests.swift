import Hypertext
import Testing

@testable import PuertoCore
@testable import PuertoSite

@Suite struct TextTests {
    @Test func aMomentIsShownInTheAgencysZone() {
        let time = LocalTime(at: 1_735_689_540, offset: 3600)
        #expect(
            time.html(.esES).text
                == "<time datetime=\"2025-01-01T00:59+01:00\">1 ene 2025, 0:59</time>")
        let west = LocalTime(at: 1_735_689_540, offset: -5 * 3600 - 1800)
        #expect(west.html(.enUS).text.contains("2024-12-31T18:29-05:30"))
    }

    @Test func howLongSomethingTookIsWrittenInItsTwoLargestUnits() {
        func text(_ seconds: Int) -> String? {
            Span(from: 10, to: 10 + seconds)?.text.replacing("\u{A0}", with: " ")
        }
        let texts = [
            0: "< 1 s", -5: "< 1 s", 1: "1 s", 59: "59 s", 60: "1 min", 61: "1 min 1 s",
            3600: "1 h", 3659: "1 h", 7260: "2 h 1 min", 86399: "23 h 59 min", 90000: "1 d 1 h",
        ]
        for (seconds, wanted) in texts { #expect(text(seconds) == wanted) }
        #expect(Span(from: nil, to: 1) == nil && Span(from: 1, to: nil) == nil)
    }

    @Test func limitsSayOnlyWhatThePlanSays() {
        let limits = PricingPlan.Limits(cpus: 1.5, memoryMB: 2560, diskGB: 20, users: 1)
        #expect(limits.text(.esES) == "1,5 CPU, 2,5 GB de memoria, 20 GB de disco, 1 usuario")
        #expect(PricingPlan.Limits().text(.enUS) == "")
    }
}
