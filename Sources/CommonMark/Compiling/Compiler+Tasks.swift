internal import CCMark

extension Compiler {
    /// Returns whether a task item is done, and skips its box; `nil` for an ordinary item.
    ///
    /// The source decides, since an escaped bracket looks the same in the tree.
    mutating func takeTask(_ item: Node) -> Bool? {
        guard let paragraph = item.firstChild, paragraph.type == CMARK_NODE_PARAGRAPH,
            let first = paragraph.firstChild
        else { return nil }
        let line = lines.sourceLine(of: paragraph)
        let written = source.text(line: line, column: paragraph.startColumn).prefix(4)
        let mark = Array(written)
        guard mark.count >= 3, mark[0] == UInt8(ascii: "["), mark[2] == UInt8(ascii: "]"),
            mark[1].isBlank || mark[1].lowercasedASCII == UInt8(ascii: "x"),
            mark.count == 3 || mark[3].isCellBlank
        else { return nil }
        guard takeBox(first, Array(mark.prefix(3))) else { return nil }
        return !mark[1].isBlank
    }

    private func boxState(_ isDone: Bool) -> String {
        isDone ? options.wording.taskDone : options.wording.taskOpen
    }

    mutating func writeBox(isDone: Bool) {
        guard !options.isBare else {
            out.append("<input type=\"checkbox\"")
            if isDone { out.append(" checked=\"\"") }
            return out.append(" disabled=\"\" /> ")
        }
        out.append("<span class=\"box")
        if isDone { out.append(" done") }
        out.append("\" role=\"img\" aria-label=\"")
        out.append(escaping: boxState(isDone))
        out.append("\"></span> ")
    }

    /// Skips the box in the item's first text; returns whether it is there.
    private mutating func takeBox(_ first: Node, _ mark: [UInt8]) -> Bool {
        // A document may define a link named "x"; the box wins.
        if first.type == CMARK_NODE_LINK {
            guard let text = first.firstChild, text.next == nil, text.type == CMARK_NODE_TEXT,
                text.literal.elementsEqual(mark[1...1]), let rest = first.next
            else { return false }
            marks.skipped = [first]
            if rest.type == CMARK_NODE_TEXT { marks.lead = (rest, blanks(rest.literal, from: 0)) }
            if rest.type == CMARK_NODE_SOFTBREAK { marks.skipped.append(rest) }
            return true
        }
        guard first.type == CMARK_NODE_TEXT, first.literal.starts(with: mark) else { return false }
        let end = blanks(first.literal, from: 3)
        guard end == first.literal.count else {
            guard end > 3 else { return false }
            marks.lead = (first, end)
            return true
        }
        guard let rest = first.next else { return false }
        marks.skipped = [first]
        if rest.type == CMARK_NODE_SOFTBREAK || rest.type == CMARK_NODE_LINEBREAK {
            marks.skipped.append(rest)
        }
        return true
    }

    /// The offset of the first byte from `start` on that is not blank.
    private func blanks(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        while end < text.count, text[end].isCellBlank { end += 1 }
        return end
    }
}
