import PuertoCore
import PuertoSite
import TestSupport
import Testing

@Suite struct YAMLTests {
    @Test func textIsTextAndNothingIsGuessed() throws {
        var map = try YAMLMap(
            parsing: "a: yes\nb: 123\nc: 2024-01-01\nd: null\ne: \"~\"\nf: 0x1F\ng: <<\n", file: "x"
        )
        let values = try "abcdefg".map { try map.string(String($0)) }
        #expect(values == ["yes", "123", "2024-01-01", "null", "~", "0x1F", "<<"])
        try map.finish()
    }

    @Test func aKeyWithoutValueIsAsGoodAsMissing() throws {
        var map = try YAMLMap(parsing: "a:\nb: ~\nc: ''\n", file: "x")
        #expect(try map.optionalString("a") == nil)
        #expect(try map.optionalString("b") == nil)
        #expect(try map.optionalString("c") == "")
        #expect(message { try map.string("a") } == "x:1: 'a' is missing (add 'a:')")
    }

    @Test(arguments: ["4.0", "+4", "0x4", "four", "4 000", "--4", "-", "99999999999999999999"])
    func onlyDigitsAreANumber(text: String) throws {
        var map = try YAMLMap(parsing: "n: '\(text)'\n", file: "x")
        #expect(
            message { try map.int("n") } == "x:1: '\(text)' is not a whole number (as in 42)")
    }

    @Test func unknownKeysAreNamedWithTheirLineAndTheNearestKnownOne() throws {
        var map = try YAMLMap(parsing: "name: a\nlocle: es\nzebra: 1\n", file: "puerto.yaml")
        _ = try (map.string("name"), map.optionalString("locale"))
        let errors = #expect(throws: PuertoErrors.self) { try map.finish() }
        #expect(
            errors?.all.map(\.description) == [
                "puerto.yaml:2: unknown key 'locle' (did you mean 'locale'?)",
                "puerto.yaml:3: unknown key 'zebra' (known here: name, locale)",
            ])
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", "x:1: the key 'a' is there twice (keep one of them)"),
        ("a: 1\n\tb: 2\n", "x:2: "), ("a: 1\n--- \nb: 2\n", "x:2: a second document begins here"),
        ("a: [1, 2\nb: 3\n", "x:"), ("- a\n- b\n", "x:1: '' is a list"),
        ("a: &x 1\n", "x:1: anchors (&) and aliases (*) are not used here"),
        ("? [a, b]\n: 1\n", "x:1: a key is not a plain word"), ("a: !!int 3\n", "x:1: the tag "),
        ("a: \u{1}\n", "x:1: control characters are not allowed"), ("a: *b\n", "x:1: "),
    ])
    func whatIsNotPlainYAMLIsRefusedWithItsLine(text: String, start: String) {
        let found = message { try YAMLMap(parsing: text, file: "x") }
        #expect(found?.hasPrefix(start) == true, "\(found ?? "nothing thrown")")
    }

    @Test func aTabInTheIndentIsExplained() {
        let found = message { try YAMLMap(parsing: "a:\n\tb: 2\n", file: "x") }
        #expect(found?.hasSuffix("(indent with spaces, not tabs)") == true)
    }

    @Test func bytesThatAreNotUTF8HaveALine() {
        let bytes = Array("a: 1\nb: ".utf8) + [0xFF, 0x0A]
        #expect(
            message { try YAMLMap(parsing: bytes, file: "x") }
                == "x:2: the text is not UTF-8 (save it in UTF-8)")
    }

    @Test func linesCountFromWhereTheTextBegins() {
        let found = message { try YAMLMap(parsing: "a: 1\na: 2\n", file: "x.md", firstLine: 2) }
        #expect(found?.hasPrefix("x.md:2: ") == true)
    }

    @Test func bombsAreRefusedBeforeTheyGoOff() {
        var text = "a0: &a0 [x]\n"
        for level in 1...40 {
            text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        }
        text += "? *a40\n: 1\n"
        #expect(message { try YAMLMap(parsing: text, file: "x") }?.contains("aliases") == true)
        let deep = "a: " + String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(message { try YAMLMap(parsing: deep, file: "x") }?.contains("nested") == true)
        let deeper = "a: " + String(repeating: "[", count: 100_000)
        #expect(
            message { try YAMLMap(parsing: deeper, file: "x") }
                == "x:1: nested too deep (flatten it)")
    }

    @Test func anEmptyDocumentHasNoKeys() throws {
        for text in ["", "\n", "# only a comment\n", "---\n"] {
            #expect(try YAMLMap(parsing: text, file: "x").keys == [])
        }
    }
}
