import CommonMark
import Testing

/// Inputs that cost a careless program the square of their length, or its stack.
@Suite struct PathologicalTests {
    private static let count = 100_000

    static let inputs: [String: String] = [
        "quotes": String(repeating: ">", count: count) + "a",
        "brackets": String(repeating: "[", count: count),
        "links": String(repeating: "[](", count: count),
        "backticks": String(repeating: "`", count: count),
        "asterisks": String(repeating: "*a ", count: count),
        "tildes": String(repeating: "~a ", count: count),
        "closing tildes": String(repeating: "a~ ", count: count),
        "both tildes": String(repeating: "~a~~b ", count: count),
        "items": String(repeating: "- ", count: count) + "a",
        "rows": "a|b\n-|-\n" + String(repeating: "x|y\n", count: count),
        "pipes": String(repeating: "|", count: count),
        "tables": String(repeating: "a|b\n-|-\n2. x\n", count: 20_000),
        "delimiters": String(repeating: "a|b\n-|-|-\n", count: count),
        "quoted tables": String(
            repeating: "> > > > > > > > a|b\n> > > > > > > > -|-\n\n", count: 9_000),
        "headings": String(repeating: "# same\n", count: count),
        "references": "[^a]: x\n\n" + String(repeating: "[^a]", count: count),
        "open references": "[^a]: x\n\n" + String(repeating: "[^", count: count),
        "placeholders": String(repeating: "{{a.b}} ", count: count),
        "open placeholders": String(repeating: "{{a", count: count),
        "open tags": "|a|\n|-|\n" + String(repeating: "<", count: count),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: inputs.keys.sorted())
    func takesLinearTime(_ name: String) throws {
        let input = try #require(Self.inputs[name])
        let clock = ContinuousClock()
        let time = clock.measure { _ = html(input) }
        // The slowest takes a second where a quadratic one would take minutes.
        #expect(time < .seconds(20), "\(name)")
    }

    @Test func aWideHeaderOverShortRowsIsNotPaddedWithoutEnd() {
        let header = String(repeating: "|a", count: 10_000) + "|\n"
        let text = html(
            header + String(repeating: "|-", count: 10_000) + "|\n"
                + String(repeating: "|x\n", count: 10_000))
        #expect(text.utf8.count < 10_000_000)
    }

    @Test func aHundredThousandHeadingsHaveAHundredThousandIDs() {
        #expect(document(String(repeating: "# same\n", count: Self.count)).ids.count == Self.count)
    }
}
