import CommonMark
import Hypertext
import Testing

@Suite struct PlaceholderTests {
    /// Every placeholder's value is `<name>`, unless `values` has another.
    private func filled(
        _ text: String, _ values: [String: String] = [:], known: Bool = true
    ) -> String {
        let document = document(text)
        var out = HTML()
        document.render(
            into: &out,
            values: document.names.map {
                MarkdownDocument.Value(text: values[$0] ?? "<\($0)>", isKnown: known)
            },
            destinations: document.links.map { "to/" + $0.destination })
        return out.text
    }

    private func span(_ name: String, _ more: String = "") -> String {
        "<span class=\"value\(more)\" title=\"\(name)\">&lt;\(name)&gt;</span>"
    }

    @Test func valuesStandInTextAndCode() {
        #expect(filled("a {{x.y}} b") == "<p>a \(span("x.y")) b</p>\n")
        #expect(filled("`{{x}}`") == "<p><code>\(span("x"))</code></p>\n")
        #expect(filled("    a {{ x }}\n").contains("a \(span("x"))\n</code>"))
        #expect(filled("{{x}}", known: false) == "<p>\(span("x", " missing"))</p>\n")
    }

    @Test func valuesInAttributesAreEscapedWithoutMarkup() {
        #expect(filled("![a {{x}}](b '{{y}}')").contains("alt=\"a &lt;x&gt;\" title=\"&lt;y&gt;\""))
    }

    @Test func valuesInDestinationsKeepWhatAURLIsMadeOf() {
        #expect(
            filled("[a](https://{{ h }}/b?c={{q}})", ["h": "u@v:1", "q": "d e&f\"'ñ"])
                .contains("href=\"https://u@v:1/b?c=d%20e&amp;f%22&#x27;%C3%B1\""))
        #expect(
            filled("<https://{{h}}/>", ["h": "v"]).contains("href=\"https://v/\">https://<span"))
    }

    @Test(arguments: ["javascript:a", "JAVASCRIPT:a", "data:text/html,a", "vbscript:a", "file:/a"])
    func aValueCannotBringADangerousScheme(_ value: String) {
        #expect(filled("[a]({{x}})", ["x": value]) == "<p><a href=\"\">a</a></p>\n")
        let split = value.prefix(4)
        #expect(
            filled("[a](\(split){{x}})", ["x": String(value.dropFirst(4))]).contains("href=\"\""))
    }

    @Test func otherBracesStay() {
        for text in [
            "{{.Names}}", "{{json .}}", "{{ X }}", "{{  x  }}", "{{x..y}}", "{{x.}}", "{{}}",
            "{{1}}",
        ] {
            #expect(filled("`\(text)`") == "<p><code>\(text)</code></p>\n", "\(text)")
            #expect(document(text).names.isEmpty, "\(text)")
        }
    }

    @Test func aBackslashMakesAPlaceholderLiteral() {
        #expect(filled("{{\\x.y}} `{{\\x.y}}`") == "<p>{{x.y}} <code>{{x.y}}</code></p>\n")
        #expect(filled("\\{{x}}") == "<p>{{x}}</p>\n")
        #expect(filled("`\\{{x}}`") == "<p><code>\\\(span("x"))</code></p>\n")
    }

    @Test func asWrittenKeepsTheSpelling() {
        #expect(html("{{ x }} {{y}}") == "<p>{{ x }} {{y}}</p>\n")
    }

    @Test func usesAreReportedWithTheirLines() {
        let text =
            "# {{b}}\n\n{{a}} and\n`x {{b}}\n{{c.d}}`\n\n|{{e}}|\n|-|\n|{{f}}|\n\n```\n\n{{a}}\n```\n"
        let found = MarkdownDocument(Array(text.utf8), firstLine: 11)
        #expect(found.names == ["b", "a", "c.d", "e", "f"])
        #expect(found.placeholders.map(\.name) == ["b", "a", "b", "c.d", "e", "f", "a"])
        #expect(found.placeholders.map(\.line) == [11, 13, 14, 15, 17, 19, 23])
    }

    @Test func emphasisAroundAPlaceholderIsAsAroundBraces() {
        #expect(filled("**{{x}}**") == "<p><strong>\(span("x"))</strong></p>\n")
        #expect(filled("{{a_b}}_{{c_d}}").contains("_"))
    }

    @Test func placeholdersCanBeTurnedOff() {
        let text = html("{{x}} {{\\y}}") { $0.fillsPlaceholders = false }
        #expect(text == "<p>{{x}} {{\\y}}</p>\n")
    }

    @Test func destinationsAreFilledInOrder() {
        #expect(
            filled("[a](b) ![c](d e) [f](<g h>) [i](http://j)")
                == "<p><a href=\"to/b\">a</a> ![c](d e) <a href=\"to/g%20h\">f</a> "
                + "<a href=\"http://j\">i</a></p>\n")
    }

    @Test func aTitleIsFilledForTheContents() {
        let document = document("# a [{{x}}](b)")
        var out = HTML()
        document.renderTitle(
            of: document.headings[0], into: &out, values: [MarkdownDocument.Value(text: "v&w")])
        #expect(out.text == "a <span class=\"value\" title=\"x\">v&amp;w</span>")
    }

    @Test func theMarkersNeverShow() {
        let signs = (0x10A50...0x10A58).compactMap { Unicode.Scalar($0).map(String.init) }
        for count in 0...signs.count {
            let prefix = "a" + signs.prefix(count).joined()
            let text = filled(prefix + " {{x}} \\~ ~a~")
            #expect(text.hasPrefix("<p>\(prefix) "))
            #expect(count == 9 || text.contains("~ <del>a</del>"))
        }
    }
}
