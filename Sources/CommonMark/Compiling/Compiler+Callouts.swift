internal import CCMark

extension Compiler {
    /// The kind of callout a quote is, and its mark taken out of the text.
    mutating func takeCallout(_ quote: Node) -> Callout? {
        guard let paragraph = quote.firstChild, paragraph.type == CMARK_NODE_PARAGRAPH,
            let mark = paragraph.firstChild, mark.type == CMARK_NODE_TEXT,
            paragraph.startLine == quote.startLine
        else { return nil }
        let line = paragraph.startLine - parsed.lineOffset
        let written = source.text(line: line, column: paragraph.startColumn)
        // An escaped bracket looks the same in the tree, but not in the source.
        guard let callout = Callout(line: written.prefix(64)), Callout(line: mark.literal) != nil
        else { return nil }
        guard let rest = mark.next else {
            skipped = [paragraph]
            return callout
        }
        guard rest.type == CMARK_NODE_SOFTBREAK || rest.type == CMARK_NODE_LINEBREAK else {
            return nil
        }
        skipped = [mark, rest]
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
