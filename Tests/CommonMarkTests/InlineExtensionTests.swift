import CommonMark
import Testing

@Suite struct StrikethroughTests {
    @Test func oneTildeOrTwoStrikeOut() {
        #expect(bare("~a~ ~~b~~") == "<p><del>a</del> <del>b</del></p>\n")
    }

    @Test func threeTildesAndUnequalOnesStayText() {
        #expect(bare("a ~~~b~~~ ~c~~") == "<p>a ~~~b~~~ ~c~~</p>\n")
    }

    @Test func tildesFlankAsAsterisksDo() {
        #expect(bare("~ a ~") == "<p>~ a ~</p>\n")
        #expect(bare("a~b~c") == "<p>a<del>b</del>c</p>\n")
        #expect(bare("a~\"b\"~") == "<p>a~&quot;b&quot;~</p>\n")
    }

    @Test func strikethroughNestsWithEmphasisAndLinks() {
        #expect(bare("~~*a* b~~") == "<p><del><em>a</em> b</del></p>\n")
        #expect(bare("**~~a~~**") == "<p><strong><del>a</del></strong></p>\n")
        #expect(bare("[~a~](b)") == "<p><a href=\"b\"><del>a</del></a></p>\n")
        #expect(bare("~[a](b)~") == "<p><del><a href=\"b\">a</a></del></p>\n")
    }

    @Test func aPairMaySpanLinesButNotParagraphs() {
        #expect(bare("~~a\nb~~") == "<p><del>a\nb</del></p>\n")
        #expect(bare("~~a\n\nb~~") == "<p>~~a</p>\n<p>b~~</p>\n")
    }

    @Test func escapedTildesStayLiteralEverywhere() {
        #expect(bare("\\~a~ ~b\\~ &#126;c&#126;") == "<p>~a~ ~b~ ~c~</p>\n")
        #expect(bare("`\\~` ~a~") == "<p><code>\\~</code> <del>a</del></p>\n")
        #expect(bare("    \\~\n") == "<pre><code>\\~\n</code></pre>\n")
        #expect(bare("[a](/b\\~c 'd\\~')") == "<p><a href=\"/b~c\" title=\"d~\">a</a></p>\n")
        #expect(bare("<http://a.b/\\~c>").contains("href=\"http://a.b/%5C~c\""))
    }
}

@Suite struct FootnoteTests {
    @Test func notesAreNumberedByFirstReference() {
        #expect(
            html("A[^b] B[^a] C[^b]\n\n[^a]: One.\n[^b]: *Two*.\n") {
                $0.idPrefix = "x-"
                $0.wording = .spanish
            } == """
                <p>A<sup class="footnote-ref"><a href="#x-fn-1" id="x-fnref-1">1</a></sup> \
                B<sup class="footnote-ref"><a href="#x-fn-2" id="x-fnref-2">2</a></sup> \
                C<sup class="footnote-ref"><a href="#x-fn-1" id="x-fnref-1-2">1</a></sup></p>
                <div class="footnotes" role="group" aria-label="Notas">
                <ol>
                <li id="x-fn-1">
                <p><em>Two</em>. <a class="footnote-back" href="#x-fnref-1" aria-label="Volver al texto">↩</a> \
                <a class="footnote-back" href="#x-fnref-1-2" aria-label="Volver al texto 2">↩</a></p>
                </li>
                <li id="x-fn-2">
                <p>One. <a class="footnote-back" href="#x-fnref-2" aria-label="Volver al texto">↩</a></p>
                </li>
                </ol>
                </div>

                """)
    }

    @Test func aReferenceWithoutANoteIsText() {
        #expect(bare("a[^b]") == "<p>a[^b]</p>\n")
        #expect(bare("a[^b]\n\n    [^b]: code\n").hasPrefix("<p>a[^b]</p>"))
    }

    @Test func aNoteNobodyRefersToIsLeftOut() {
        #expect(bare("a\n\n[^b]: c\n") == "<p>a</p>\n")
    }
}
