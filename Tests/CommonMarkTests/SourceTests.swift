import CommonMark
import Hypertext
import Testing

@Suite struct FrontMatterTests {
    private func split(_ text: String) -> (matter: String?, line: Int, body: String, bodyLine: Int)
    {
        let source = MarkdownSource(Array(text.utf8))
        return (
            source.frontMatter.map { String(decoding: $0, as: UTF8.self) }, source.frontMatterLine,
            String(decoding: source.body, as: UTF8.self), source.bodyLine
        )
    }

    @Test func frontMatterStandsBetweenTwoRules() {
        #expect(split("---\na: b\n---\n# c\n") == ("a: b\n", 2, "# c\n", 4))
        #expect(split("---\na: b\n...\nc") == ("a: b\n", 2, "c", 4))
        #expect(split("---\n---\n") == ("", 2, "", 3))
        #expect(split("---\na: b\n---") == ("a: b\n", 2, "", 4))
    }

    @Test func windowsLinesAndAByteOrderMarkAreTolerated() {
        #expect(split("\u{FEFF}---\r\na: b\r\n---\r\nc\r\n") == ("a: b\r\n", 2, "c\r\n", 4))
        #expect(split("\u{FEFF}# a\n") == (nil, 2, "# a\n", 1))
    }

    @Test func anOpeningNeverClosedIsBody() {
        #expect(split("---\na: b\n") == (nil, 2, "---\na: b\n", 1))
        #expect(split("a\n---\nb\n---\n").matter == nil)
        #expect(split("").body.isEmpty)
        #expect(split("---").body == "---")
    }

    @Test func linesAreCountedInTheFile() {
        let source = MarkdownSource(Array("---\na: b\n---\n\n{{x}}\n".utf8))
        let document = MarkdownDocument(Array(source.body), firstLine: source.bodyLine)
        #expect(document.placeholders.map(\.line) == [5])
    }
}

@Suite struct UTF8CheckTests {
    @Test func wellFormedTextPasses() {
        #expect(UTF8Check.firstInvalidLine(in: []) == nil)
        #expect(UTF8Check.firstInvalidLine(in: Array("añ€😀 plain text that is long\n".utf8)) == nil)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3],
            [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xE2, 0x41, 0x82], [0xFF], [0xFE],
        ] as [[UInt8]])
    func theFirstBadLineIsNamed(_ bytes: [UInt8]) {
        #expect(UTF8Check.firstInvalidLine(in: bytes) == 1)
        #expect(UTF8Check.firstInvalidLine(in: Array("ñ\r\n12345678901\rx".utf8) + bytes) == 3)
    }

    @Test func bytesThatAreNotUTF8StillRender() {
        let document = MarkdownDocument([
            0x61, 0xFF, 0x7C, 0x62, 0x0A, 0x2D, 0x7C, 0x2D, 0x0A, 0x00,
        ])
        var out = HTML()
        document.render(into: &out)
        #expect(out.text.contains("<th scope=\"col\">a\u{FFFD}</th>"))
    }
}
