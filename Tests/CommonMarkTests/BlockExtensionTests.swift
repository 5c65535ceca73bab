import CommonMark
import Testing

@Suite struct TaskTests {
    @Test func boxesAreReadOutByTheirNames() {
        #expect(
            html("- [ ] a\n- [x] b\n- c\n") { $0.wording = .spanish } == """
                <ul>
                <li class="task"><span class="box" role="img" aria-label="pendiente"></span> a</li>
                <li class="task"><span class="box done" role="img" aria-label="hecho"></span> b</li>
                <li>c</li>
                </ul>

                """)
    }

    @Test func bareTasksAreGFMs() {
        #expect(
            bare("1. [X] a\n") == """
                <ol>
                <li><input type="checkbox" checked="" disabled="" /> a</li>
                </ol>

                """)
    }

    @Test func onlyAnUnescapedBoxBeforeWhiteSpaceIsATask() {
        for text in ["\\[ ] a", "[ ]a", "a [ ] b", "[y] a", "[ ]"] {
            #expect(!bare("- \(text)\n").contains("<input"), "\(text)")
        }
        #expect(!bare("[ ] a").contains("<input"))
    }

    @Test func aBoxWinsOverALinkOfThatName() {
        #expect(bare("- [x] a\n\n[x]: /u\n").contains("checked=\"\" disabled=\"\" /> a</li>"))
    }

    @Test func tasksStandInLooseAndNestedLists() {
        #expect(
            bare("- [ ] a\n\n- [x] b\n").contains(
                "<p><input type=\"checkbox\" disabled=\"\" /> a</p>"))
        #expect(bare("> - [ ] *a*\n>   - [x] b\n").contains("<em>a</em>\n<ul>\n<li><input"))
    }
}

@Suite struct CalloutTests {
    @Test func fourKindsHaveATitle() {
        #expect(
            html("> [!warning]\n> Careful\n") { $0.wording = .spanish } == """
                <div class="callout warning" role="note" aria-label="Aviso">
                <p class="callout-title">Aviso</p>
                <p>Careful</p>
                </div>

                """)
        for kind in ["NOTE", "TIP", "WARNING", "DANGER"] {
            #expect(html("> [!\(kind)]\n> a\n").contains("class=\"callout \(kind.lowercased())\""))
        }
    }

    @Test func theMarkStandsAloneOnTheFirstLine() {
        for text in [
            "> \\[!NOTE]\n> a", "> [!NOTE] a", "> a\n> [!NOTE]", "> [!IMPORTANT]\n> a",
            "[!NOTE]\na",
        ] {
            #expect(!html(text).contains("callout"), "\(text)")
        }
    }

    @Test func calloutsHoldBlocksAndNest() {
        let text = html("> [!TIP]\n>\n> - a\n>\n> > [!NOTE]\n> > b\n")
        #expect(text.contains("Tip</p>\n<ul>\n<li>a</li>\n</ul>\n<div class=\"callout note\""))
        #expect(text.hasSuffix("<p>b</p>\n</div>\n</div>\n"))
    }
}

@Suite struct CodeTests {
    @Test func aPageLabelsTheLanguageAndHidesTheButton() {
        #expect(
            html("```bash x\na < b\n```\n") { $0.wording = .spanish } == """
                <div class="code"><span class="lang">bash</span>\
                <button type="button" class="copy" hidden>Copiar</button>\
                <pre tabindex="0"><code class="language-bash">a &lt; b
                </code></pre></div>

                """)
        #expect(!html("```\na\n```\n").contains("lang"))
    }
}

@Suite struct SafetyTests {
    @Test func rawHTMLIsDroppedAndReported() {
        let text = "a\n\n<div>\nx\n</div>\n\nb <b>c</b>\nd <i>e\n"
        #expect(html(text) == "<p>a</p>\n<p>b c\nd e</p>\n")
        #expect(document(text).droppedHTML == [3, 7, 7, 8])
        #expect(document("[r]: /u\n[s]: /v\nx\ny <b>\n").droppedHTML == [4])
        #expect(document("|a|\n|-|\n|<b>|\n").droppedHTML == [3])
    }

    @Test(arguments: [
        "javascript:a", "JaVaScRiPt:a", "vbscript:a", "file:///a", "data:text/html,a",
    ])
    func dangerousDestinationsAreEmpty(_ destination: String) {
        #expect(html("[a](\(destination))") == "<p><a href=\"\">a</a></p>\n")
        #expect(html("![a](\(destination))") == "<p><img src=\"\" alt=\"a\" /></p>\n")
        #expect(html("<\(destination)>").contains("href=\"\""))
    }

    @Test func rasterImagesMayBeData() {
        #expect(
            html("![a](data:image/png;base64,AA==)").contains("src=\"data:image/png;base64,AA==\""))
    }

    @Test func linksReportRelativeDestinationsAsWritten() {
        let links = document(
            "[a](b%20c.md#x)\n![d](</e f.png>)\n[g](//h) [i](mailto:j) <k@l.m> [n](#o)"
        ).links
        #expect(links.map(\.destination) == ["b%20c.md#x", "/e f.png", "#o"])
        #expect(links.map(\.line) == [1, 2, 3])
        #expect(links.map(\.isImage) == [false, true, false])
    }

    @Test func quotesInTitlesAndDescriptionsAreEscaped() {
        #expect(html("![\"<b>&](a '\"')").contains("alt=\"&quot;&amp;\" title=\"&quot;\""))
    }
}
