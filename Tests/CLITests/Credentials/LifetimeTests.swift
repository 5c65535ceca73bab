import Testing

@testable import PuertoCLI

@Suite struct LifetimeTests {
    @Test(arguments: [
        ("0s", 0), ("90s", 90), ("30m", 1800), ("72h", 259_200), ("7d", 604_800),
        ("366d", 31_622_400),
        ("007s", 7),
    ])
    func digitsAndAUnitAreASpan(text: String, seconds: Int) {
        #expect(Lifetime(argument: text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "s", "5", "5S", "5 s", " 5s", "-5s", "+5s", "1.5h", "1e5s", "5w", "5y", "367d",
        "9999999999s",
        "999999999d", "٥s", "5s\n", "5sd", "0x5s",
    ])
    func anythingElseIsNone(text: String) { #expect(Lifetime(argument: text) == nil) }

    @Test(arguments: [(0, "0s"), (90, "90s"), (1800, "30m"), (259_200, "3d"), (90_000, "25h")])
    func helpShowsTheShortestSpelling(seconds: Int, text: String) {
        let lifetime = Lifetime(seconds: seconds)
        #expect(lifetime.defaultValueDescription == text)
        #expect(Lifetime(argument: text) == lifetime)
    }
}
