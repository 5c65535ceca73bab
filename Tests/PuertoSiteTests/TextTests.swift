import Hypertext
import Testing

@testable import PuertoCore
@testable import PuertoSite

@Suite struct TextTests {
    @Test func moneyIsWrittenAsTheReaderWritesIt() throws {
        func text(_ minor: Int, _ code: String, _ l: Language) throws -> String {
            Money(minor: minor, currency: try Currency(code)).text(l)
        }
        #expect(try text(4900, "EUR", .es) == "49,00\u{A0}€")
        #expect(try text(4900, "EUR", .en) == "€49.00")
        #expect(try text(123_456_789, "USD", .es) == "1.234.567,89\u{A0}US$")
        #expect(try text(123_456_789, "USD", .en) == "$1,234,567.89")
        #expect(try text(123_456, "EUR", .es) == "1234,56\u{A0}€")
        #expect(try text(500, "JPY", .en) == "¥500")
        #expect(try text(1_500, "KWD", .en) == "KWD\u{A0}1.500")
        #expect(try text(5, "EUR", .en) == "€0.05")
        #expect(try text(-5, "EUR", .es) == "−0,05\u{A0}€")
    }

    @Test func daysAreWrittenWithTheirMonthsName() throws {
        #expect(try Day("2025-03-01").text(.es) == "1 mar 2025")
        #expect(try Day("2024-09-30").text(.en) == "30 Sept 2024")
    }

    @Test func aMomentIsShownInTheAgencysZone() {
        let time = LocalTime(at: 1_735_689_540, offset: 3600)
        #expect(
            time.html(.es).text
                == "<time datetime=\"2025-01-01T00:59+01:00\">1 ene 2025, 00:59</time>")
        let west = LocalTime(at: 1_735_689_540, offset: -5 * 3600 - 1800)
        #expect(west.html(.en).text.contains("2024-12-31T18:29-05:30"))
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
        #expect(limits.text(.es) == "1,5 CPU, 2,5 GB de memoria, 20 GB de disco, 1 usuario")
        #expect(PricingPlan.Limits().text(.en) == "")
    }
}
