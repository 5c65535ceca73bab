import Hypertext
import Testing

@Suite struct HTMLTests {
    @Test func interpolatedTextIsEscaped() {
        let name = "<script>alert(\"1\" & '2')</script>"
        let html: HTML = "<b title=\"\(name)\">\(name)</b>"
        let escaped = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"
        #expect(html.text == "<b title=\"\(escaped)\">\(escaped)</b>")
    }

    @Test func onlyTheRawSpellingPutsMarkupInAsItIs() {
        let html: HTML = "<p>\(raw: "<b>x</b>")\("<b>")</p>"
        #expect(html.text == "<p><b>x</b>&lt;b&gt;</p>")
    }

    @Test func markupInMarkupIsNotEscapedTwice() {
        let inner: HTML = "<i>\("a & b")</i>"
        let outer: HTML = "<p>\(inner)\([inner, inner])</p>"
        #expect(outer.text == "<p>\(String(repeating: "<i>a &amp; b</i>", count: 3))</p>")
    }

    @Test func numbersAreWrittenInDigits() {
        let html: HTML = "\(0) \(-12) \(UInt16(8001)) \(Int.min)"
        #expect(html.text == "0 -12 8001 -9223372036854775808")
    }

    @Test func textOfSeveralBytesStaysWhole() {
        let html: HTML = "\("Próximo 漢字 👩‍🚀 <é>")"
        #expect(html.text == "Próximo 漢字 👩‍🚀 &lt;é&gt;")
    }

    @Test(arguments: 0..<0x20)
    func controlCharactersThatHTMLForbidsAreReplaced(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(code))
        let html: HTML = "a\(String(scalar))b"
        let allowed = [0x09, 0x0A, 0x0D].contains(code)
        #expect(html.bytes == Array((allowed ? "a\(scalar)b" : "a\u{FFFD}b").utf8))
    }

    @Test func aLongTextWithOneCharacterToEscapeIsCopiedAroundIt() {
        let long = String(repeating: "x", count: 10_000)
        let html: HTML = "\(long + "&" + long)"
        #expect(html.text == long + "&amp;" + long)
    }

    @Test func theBufferIsReusedAfterItIsEmptied() {
        var out: HTML = "first"
        out.removeAll()
        out += "second"
        #expect(out.text == "second")
    }

    @Test func piecesAreJoinedWithTheirSeparator() {
        let pieces: [HTML] = ["a", "b", "c"]
        #expect(pieces.joined(separator: ", ").text == "a, b, c")
        #expect([HTML]().joined(separator: ", ").isEmpty)
    }

    @Test func absentMarkupLeavesNothing() {
        let nothing: HTML? = nil
        let html: HTML = "<p>\(nothing)</p>"
        #expect(html.text == "<p></p>")
    }
}
