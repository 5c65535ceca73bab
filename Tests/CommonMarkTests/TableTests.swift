import Testing

@Suite struct TableTests {
    private func table(_ header: String, _ body: String = "") -> String {
        "<table>\n<thead>\n<tr>\n\(header)</tr>\n</thead>\n"
            + (body.isEmpty ? "" : "<tbody>\n\(body)</tbody>\n") + "</table>\n"
    }

    @Test func alignmentComesFromTheDelimiterRow() {
        #expect(
            bare("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n")
                == table(
                    "<th align=\"left\">a</th>\n<th align=\"center\">b</th>\n"
                        + "<th align=\"right\">c</th>\n<th>d</th>\n",
                    "<tr>\n<td align=\"left\">1</td>\n<td align=\"center\">2</td>\n"
                        + "<td align=\"right\">3</td>\n<td>4</td>\n</tr>\n"))
    }

    @Test func aPageGetsARegionThatScrollsAndClassesInsteadOfAttributes() {
        #expect(
            html("a | b\n-: | -\n1 | 2\n")
                == "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table: a, b\">"
                + table(
                    "<th scope=\"col\" class=\"right\">a</th>\n<th scope=\"col\">b</th>\n",
                    "<tr>\n<td class=\"right\">1</td>\n<td>2</td>\n</tr>\n"
                ).dropLast() + "</div>\n")
    }

    @Test func outerPipesMayBeMissing() {
        #expect(bare("a|b\n-|-\n") == table("<th>a</th>\n<th>b</th>\n"))
        #expect(bare("a|b\n-|-\n") == bare("|a|b|\n|-|-|\n"))
        #expect(bare("a\n:-\n") == table("<th align=\"left\">a</th>\n"))
    }

    @Test func shortRowsArePaddedAndLongOnesCut() {
        let body = "<tr>\n<td>1</td>\n<td></td>\n</tr>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n"
        #expect(
            bare("|a|b|\n|-|-|\n|1|\n|1|2|3|\n") == table("<th>a</th>\n<th>b</th>\n", body))
    }

    @Test func aDelimiterRowWithAnotherCellCountMakesNoTable() {
        #expect(bare("|a|b|\n|-|\n") == "<p>|a|b|\n|-|</p>\n")
        #expect(bare("|a|\n|-|-|\n|b|c|\n|-|-|\n").hasPrefix("<p>|a|"))
    }

    @Test func escapedPipesStayInTheirCellEvenInCode() {
        #expect(
            bare("| a \\| b | `c \\| d` |\n|-|-|\n")
                == table("<th>a | b</th>\n<th><code>c | d</code></th>\n"))
    }

    @Test func cellsHoldInlinesAndSeeTheDocumentsReferences() {
        #expect(
            bare("|*a*|[b]|\n|-|-|\n|~~c~~|# d|\n\n[b]: /u\n")
                == table(
                    "<th><em>a</em></th>\n<th><a href=\"/u\">b</a></th>\n",
                    "<tr>\n<td><del>c</del></td>\n<td># d</td>\n</tr>\n"))
    }

    @Test func theHeaderMayBeTheLastLineOfAParagraph() {
        #expect(
            bare("text\n*more*\n|a|\n|-|\n") == "<p>text\n<em>more</em></p>\n"
                + table("<th>a</th>\n"))
    }

    @Test func aHeaderBelowTextMayBeIndented() {
        #expect(bare("text\n     |a|\n|-|\n") == "<p>text</p>\n" + table("<th>a</th>\n"))
        #expect(bare("a\n---\n|-|\n|-|\n") == "<h2>a</h2>\n" + table("<th>-</th>\n"))
    }

    @Test func aTableEndsAtABlankLineOrAnotherBlock() {
        let head = table("<th>a</th>\n", "<tr>\n<td>b</td>\n</tr>\n")
        #expect(bare("|a|\n|-|\n|b|\n\nc\n") == head + "<p>c</p>\n")
        #expect(bare("|a|\n|-|\n|b|\n> c\n") == head + "<blockquote>\n<p>c</p>\n</blockquote>\n")
        #expect(bare("|a|\n|-|\n|b|\n---\n") == head + "<hr />\n")
        #expect(bare("|a|\n|-|\n|b|\n    c\n") == head + "<pre><code>c\n</code></pre>\n")
        #expect(bare("|a|\n|-|\n|b|\n2. c\n") == head + "<ol start=\"2\">\n<li>c</li>\n</ol>\n")
        #expect(bare("|a|\n|-|\n|b|\n<c>\n") == head + "<c>\n")
    }

    @Test func aRowNeedsNoPipe() {
        let body = "<tr>\n<td>b</td>\n</tr>\n<tr>\n<td>===</td>\n</tr>\n"
        #expect(bare("|a|\n|-|\nb\n===\n") == table("<th>a</th>\n", body))
    }

    @Test func tablesStandInQuotesAndItems() {
        let inner = table("<th>a</th>\n", "<tr>\n<td>b</td>\n</tr>\n")
        #expect(bare("> |a|\n> |-|\n> |b|\n") == "<blockquote>\n\(inner)</blockquote>\n")
        #expect(bare("- |a|\n  |-|\n  |b|\n") == "<ul>\n<li>\n\(inner)</li>\n</ul>\n")
        #expect(
            bare("1. > |a|\n   > |-|\n   > |b|\n")
                == "<ol>\n<li>\n<blockquote>\n\(inner)</blockquote>\n</li>\n</ol>\n")
        #expect(
            bare("-\t> x\n\t>\n\t> |a|\n\t> |-|\n\t> |b|\n")
                == "<ul>\n<li>\n<blockquote>\n<p>x</p>\n\(inner)</blockquote>\n</li>\n</ul>\n")
    }

    @Test func aLazyLineIsNoRow() {
        #expect(
            bare("> |a|\n> |-|\n|b|\n")
                == "<blockquote>\n\(table("<th>a</th>\n"))</blockquote>\n<p>|b|</p>\n")
    }

    @Test func anotherTableMayFollowWhereOneEndedEarly() {
        let first = table("<th>a</th>\n")
        #expect(
            bare("|a|\n|-|\n2. |a|\n   |-|\n") == first
                + "<ol start=\"2\">\n<li>\n\(first)</li>\n</ol>\n")
    }

    @Test func codeThatLooksLikeATableIsCode() {
        #expect(bare("```\n|a|\n|-|\n```\n") == "<pre><code>|a|\n|-|\n</code></pre>\n")
        #expect(bare("    |a|\n    |-|\n") == "<pre><code>|a|\n|-|\n</code></pre>\n")
    }

    @Test func windowsLineEndingsMakeTheSameTable() {
        #expect(bare("|a|\r\n|-|\r\n|b|\r\n") == bare("|a|\n|-|\n|b|\n"))
    }
}
