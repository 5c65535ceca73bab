import PuertoCore
import Testing

@testable import PuertoCLI

/// Many warnings that say the same.
@Suite struct WarningLinesTests {
    private func large(_ number: Int) -> PuertoError {
        PuertoError(
            .invalid, "\(100 + number) KB, more than one page should have",
            hint: "split the runbook into two", place: "public/portal/runbooks/r\(number).html")
    }

    @Test func threeAreNamedAndTheRestIsCounted() {
        let lines = WarningLines((1...445).map(large)).lines
        #expect(lines.count == 4)
        #expect(lines[2].hasPrefix("public/portal/runbooks/r3.html: 103 KB"))
        #expect(lines[3] == "442 more like that (puerto check --json prints all of them)")
    }

    @Test func missingTranslationsAreCounted() {
        let warnings = (1...40).map { number in
            PuertoError(
                .notFound, "no translation into 'en'",
                hint: "write the same name with .en.md, or take 'en' out of agency.languages",
                place: "content/tenants/c\(number).md")
        }
        #expect(WarningLines(warnings).lines.count == 4)
    }

    @Test func threeAreThree() {
        #expect(WarningLines((1...3).map(large)).lines.count == 3)
    }

    @Test func differentMistakesAreAllNamed() {
        let warnings = ["'a'", "'b'", "'c'", "'d'"].map {
            PuertoError(.invalid, "unknown runbook \($0)", place: "content/x.md:1")
        }
        #expect(WarningLines(warnings).lines == warnings.map(\.description))
    }
}
