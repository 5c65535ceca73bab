import Testing

@testable import PuertoCore

/// RFC 8259, section 7.
@Suite struct JSONStringTests {
    private func written(_ text: String) -> String {
        String(decoding: JSONString.bytes(text), as: UTF8.self)
    }

    private func script(_ text: String) -> String {
        String(decoding: JSONString.scriptContent(text), as: UTF8.self)
    }

    @Test func quotesBackslashesAndControlCharactersAreEscaped() {
        #expect(written("") == "\"\"")
        #expect(written("a\"b\\c/d") == "\"a\\\"b\\\\c/d\"")
        for value in UInt8(0)..<0x20 {
            let character = String(Unicode.Scalar(value))
            #expect(written(character) == "\"\\u00\(Hex.text([value]))\"")
        }
    }

    @Test func everythingElseStandsAsItIsByteForByte() {
        for value in 0x20...0x2FFF as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value), scalar != "\"", scalar != "\\" else {
                continue
            }
            let text = String(scalar)
            #expect(JSONString.bytes(text) == Array("\"\(text)\"".utf8))
        }
        #expect(written("\u{7F}\u{2028}\u{1F600}<&>") == "\"\u{7F}\u{2028}\u{1F600}<&>\"")
    }

    /// As `Character`s, CR LF is one, and it is not equal to a quote with an accent after it.
    @Test func charactersThatJoinAreEscapedOneByOne() {
        #expect(written("\r\n") == "\"\\u000d\\u000a\"")
        #expect(JSONString.bytes("\"\u{301}").elementsEqual("\"\\\"\u{301}\"".utf8))
        #expect(!JSONString.bytes("é").elementsEqual(JSONString.bytes("e\u{301}")))
    }

    @Test func aTextInAScriptNeitherEndsTheElementNorALine() {
        #expect(script("</script><!--") == "\\u003c/script>\\u003c!--")
        #expect(script("a\u{2028}b\u{2029}c") == "a\\u2028b\\u2029c")
        #expect(script("\"\\\u{1}\r\n") == "\\\"\\\\\\u0001\\u000d\\u000a")
        #expect(JSONString.scriptContent("<\u{338}").elementsEqual("\\u003c\u{338}".utf8))
        #expect(script("señal \u{2027}\u{202A}") == "señal \u{2027}\u{202A}")
    }
}
