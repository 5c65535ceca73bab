internal import CCMark

extension Compiler {
    /// Writes the start of a block; returns whether its children are walked and it is left.
    mutating func enterBlock(_ node: Node, _ type: cmark_node_type) -> Bool {
        switch type {
        case CMARK_NODE_PARAGRAPH: return enterParagraph(node)
        case CMARK_NODE_HEADING: writeHeading(node)
        case CMARK_NODE_CODE_BLOCK: writeCode(node)
        case CMARK_NODE_HTML_BLOCK: writeHTML(node)
        case CMARK_NODE_THEMATIC_BREAK: writeBreak(node)
        case CMARK_NODE_LIST:
            out.startLine()
            openList(node)
            return true
        case CMARK_NODE_ITEM:
            out.startLine()
            openItem(node)
            return true
        case CMARK_NODE_BLOCK_QUOTE:
            out.startLine()
            openQuote(node)
            return true
        default: return true
        }
        return false
    }

    mutating func leaveBlock(_ node: Node, _ type: cmark_node_type) {
        switch type {
        case CMARK_NODE_PARAGRAPH:
            if !node.isInTightList { out.append("</p>\n") }
            lines.definitions = 0
        case CMARK_NODE_LIST:
            out.startLine()
            out.append(
                cmark_node_get_list_type(node.pointer) == CMARK_BULLET_LIST ? "</ul>\n" : "</ol>\n")
        case CMARK_NODE_ITEM: out.append("</li>\n")
        case CMARK_NODE_BLOCK_QUOTE:
            out.startLine()
            out.append(marks.endCallout(node) ? "</div>\n" : "</blockquote>\n")
        default: break
        }
    }
}

extension Compiler {
    private mutating func enterParagraph(_ node: Node) -> Bool {
        if !footnotes.isEmpty, footnotes.isDefinition(node) { return false }
        if !node.isInTightList {
            out.startLine()
            out.append("<p>")
        }
        if let isDone = marks.takePendingTask() { writeBox(isDone: isDone) }
        prepareText(of: node)
        return true
    }

    /// Prepares what the texts of a paragraph or heading depend on.
    mutating func prepareText(of node: Node) {
        if source.features.contains(.strikethrough) {
            tildes.run(from: node.firstChild, below: node)
        }
        lines.definitions = 0
        if source.features.contains(.definitions), lines.row == nil, let first = node.firstChild {
            countDefinitionLines(node, first)
        }
    }

    /// cmark cuts reference definitions off a paragraph's start but counts its lines from there.
    private mutating func countDefinitionLines(_ node: Node, _ first: Node) {
        let height = node.endLine - node.startLine
        let line = lines.sourceLine(of: node)
        guard height > 0, node.type == CMARK_NODE_PARAGRAPH,
            source.text(line: line, column: node.startColumn).first == UInt8(ascii: "[")
        else { return }
        var breaks = 0
        var end = node.startLine
        var child: Node? = first
        while let current = child {
            let type = current.type
            if type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK { breaks += 1 }
            end = max(end, current.endLine)
            child = current.next
        }
        // Breaks carry no line; the text after one does, unless the paragraph ends differently.
        let visible = max(breaks, end - node.startLine)
        lines.definitions = max(height - visible, 0)
    }

    private mutating func openList(_ node: Node) {
        guard cmark_node_get_list_type(node.pointer) != CMARK_BULLET_LIST else {
            return out.append("<ul>\n")
        }
        let start = Int(cmark_node_get_list_start(node.pointer))
        guard start != 1 else { return out.append("<ol>\n") }
        out.append("<ol start=\"")
        out.append(start)
        out.append("\">\n")
    }

    private mutating func openItem(_ node: Node) {
        marks.pendingTask = source.features.contains(.tasks) ? takeTask(node) : nil
        out.append(marks.pendingTask != nil && !options.isBare ? "<li class=\"task\">" : "<li>")
    }

    private mutating func openQuote(_ node: Node) {
        if source.features.contains(.callouts), let kind = takeCallout(node) {
            marks.beginCallout(node)
            writeCalloutStart(kind)
        } else {
            out.append("<blockquote>\n")
        }
    }

    private mutating func writeBreak(_ node: Node) {
        if !parsed.tables.isEmpty, writeTableLine(node) { return }
        out.startLine()
        out.append("<hr />\n")
    }

    private mutating func writeHTML(_ node: Node) {
        guard options.allowsHTML else { return droppedHTML.append(lines.line(of: node)) }
        out.startLine()
        write(node.literal, .html)
        out.startLine()
    }
}
