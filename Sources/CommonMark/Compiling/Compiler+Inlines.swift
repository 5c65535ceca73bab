internal import CCMark

extension Compiler {
    /// Writes the start of an inline; returns whether its children are walked and it is left.
    mutating func enterInline(_ node: Node, _ type: cmark_node_type) -> Bool {
        if mode.omitsTags { return enterPlain(node, type) }
        switch type {
        case CMARK_NODE_TEXT: writeText(node)
        case CMARK_NODE_SOFTBREAK: out.append(UInt8(ascii: "\n"))
        case CMARK_NODE_LINEBREAK: out.append("<br />\n")
        case CMARK_NODE_CODE:
            out.append("<code>")
            write(node.literal, .code)
            out.append("</code>")
        case CMARK_NODE_HTML_INLINE: writeInlineHTML(node)
        case CMARK_NODE_STRONG:
            out.append("<strong>")
            return true
        case CMARK_NODE_EMPH:
            out.append("<em>")
            return true
        case CMARK_NODE_LINK:
            mode.titleDiffers = true
            if !mode.isTitle { openLink(node) }
            return true
        case CMARK_NODE_IMAGE:
            mode.titleDiffers = true
            if !mode.isTitle { openImage(node) }
            mode.image = node
            return true
        default: return true
        }
        return false
    }

    mutating func leaveInline(_ node: Node, _ type: cmark_node_type) {
        if let image = mode.image {
            guard node == image else { return }
            mode.image = nil
            if !mode.isTitle { closeImage(node) }
            return
        }
        guard !mode.isPlainText else { return }
        switch type {
        case CMARK_NODE_STRONG: out.append("</strong>")
        case CMARK_NODE_EMPH: out.append("</em>")
        case CMARK_NODE_LINK: if !mode.isTitle { out.append("</a>") }
        default: break
        }
    }
}

extension Compiler {
    /// Writes the text of an inline without its tags, for an image's description or plain text.
    private mutating func enterPlain(_ node: Node, _ type: cmark_node_type) -> Bool {
        switch type {
        case CMARK_NODE_TEXT: writeText(node)
        case CMARK_NODE_CODE: write(node.literal, mode.isPlainText ? .plain : .codeInAttribute)
        case CMARK_NODE_HTML_INLINE:
            if options.allowsHTML, !mode.isPlainText { write(node.literal, .html, escaped: true) }
        case CMARK_NODE_LINEBREAK, CMARK_NODE_SOFTBREAK: out.append(UInt8(ascii: " "))
        default: return true
        }
        return false
    }

    private mutating func writeInlineHTML(_ node: Node) {
        mode.titleDiffers = true
        guard !mode.isTitle else { return }
        guard options.allowsHTML else { return droppedHTML.append(lines.line(of: node)) }
        write(node.literal, .html)
    }

    private mutating func openLink(_ node: Node) {
        out.append("<a href=\"")
        writeDestination(of: node, isImage: false)
        writeTitle(node)
        out.append("\">")
    }

    private mutating func openImage(_ node: Node) {
        out.append("<img src=\"")
        writeDestination(of: node, isImage: true)
        out.append("\" alt=\"")
    }

    private mutating func closeImage(_ node: Node) {
        writeTitle(node)
        out.append("\" />")
    }

    private mutating func writeTitle(_ node: Node) {
        let title = node.title
        guard !title.isEmpty else { return }
        out.append("\" title=\"")
        write(title, .attribute)
    }
}
