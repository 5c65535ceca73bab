internal import CCMark

extension Compiler {
    /// Returns the kind of callout that a quote is, and skips its mark; `nil` for an ordinary
    /// quote.
    mutating func takeCallout(_ quote: Node) -> Callout? {
        guard let paragraph = quote.firstChild, paragraph.type == CMARK_NODE_PARAGRAPH,
            let mark = paragraph.firstChild, mark.type == CMARK_NODE_TEXT,
            paragraph.startLine == quote.startLine
        else { return nil }
        let line = lines.sourceLine(of: paragraph)
        let written = source.text(line: line, column: paragraph.startColumn)
        // An escaped bracket looks the same in the tree, but not in the source.
        guard let callout = Callout(line: written.prefix(64)), Callout(line: mark.literal) != nil
        else { return nil }
        guard let rest = mark.next else {
            marks.skipped = [paragraph]
            return callout
        }
        guard rest.type == CMARK_NODE_SOFTBREAK || rest.type == CMARK_NODE_LINEBREAK else {
            return nil
        }
        marks.skipped = [mark, rest]
        return callout
    }

    mutating func writeCalloutStart(_ callout: Callout) {
        out.append("<div class=\"callout ")
        out.append(text: callout.rawValue)
        if !options.isBare {
            out.append("\" role=\"note\" aria-label=\"")
            out.append(escaping: callout.title(options.wording))
        }
        out.append("\">\n<p class=\"callout-title\">")
        out.append(escaping: callout.title(options.wording))
        out.append("</p>\n")
    }
}
