internal import CCMark

extension Compiler {
    /// Whether something is left to be written when the children are.
    mutating func enterInline(_ node: Node, _ type: cmark_node_type) -> Bool {
        if plainRoot != nil || isPlainText { return enterPlain(node, type) }
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
            titleDiffers = true
            if !isTitle { openLink(node) }
            return true
        case CMARK_NODE_IMAGE:
            titleDiffers = true
            if !isTitle { openImage(node) }
            plainRoot = node
            return true
        default: return true
        }
        return false
    }

    mutating func leaveInline(_ node: Node, _ type: cmark_node_type) {
        if let root = plainRoot {
            guard node == root else { return }
            plainRoot = nil
            if !isTitle { closeImage(node) }
            return
        }
        guard !isPlainText else { return }
        switch type {
        case CMARK_NODE_STRONG: out.append("</strong>")
        case CMARK_NODE_EMPH: out.append("</em>")
        case CMARK_NODE_LINK: if !isTitle { out.append("</a>") }
        default: break
        }
    }
}

extension Compiler {
    /// In an image's description and in plain text only letters count.
    private mutating func enterPlain(_ node: Node, _ type: cmark_node_type) -> Bool {
        switch type {
        case CMARK_NODE_TEXT: writeText(node)
        case CMARK_NODE_CODE: write(node.literal, isPlainText ? .plain : .codeInAttribute)
        case CMARK_NODE_HTML_INLINE:
            if options.allowsHTML, !isPlainText { write(node.literal, .html, escaped: true) }
        case CMARK_NODE_LINEBREAK, CMARK_NODE_SOFTBREAK: out.append(UInt8(ascii: " "))
        default: return true
        }
        return false
    }

    private mutating func writeInlineHTML(_ node: Node) {
        titleDiffers = true
        guard !isTitle else { return }
        guard options.allowsHTML else { return droppedHTML.append(line(of: node)) }
        write(node.literal, .html)
    }

    private mutating func openLink(_ node: Node) {
        out.append("<a href=\"")
        writeDestination(node, isImage: false)
        writeTitle(node)
        out.append("\">")
    }

    private mutating func openImage(_ node: Node) {
        out.append("<img src=\"")
        writeDestination(node, isImage: true)
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

    private mutating func writeDestination(_ node: Node, isImage: Bool) {
        let destination = node.destination
        if source.features.contains(.markers), let parts = parts(of: destination) {
            writeParts(parts, node, isImage: isImage)
        } else {
            writeDestination(destination, node, isImage: isImage)
        }
    }

    private func writesNothing(_ destination: UnsafeBufferPointer<UInt8>) -> Bool {
        !options.allowsHTML && Destination.isDangerous(destination)
    }

    /// A destination without placeholders: a hole when it is relative.
    private mutating func writeDestination(
        _ destination: UnsafeBufferPointer<UInt8>, _ node: Node, isImage: Bool
    ) {
        guard !writesNothing(destination) else { return }
        guard Destination.isRelative(destination) else {
            return out.append(destination: destination)
        }
        holes.append(Hole(offset: out.count, kind: .link, index: links.count))
        links.append(
            MarkdownDocument.Link(
                destination: String(decoding: destination, as: UTF8.self), line: line(of: node),
                isImage: isImage))
    }

    private mutating func writeParts(_ parts: [Destination.Part], _ node: Node, isImage: Bool) {
        if parts.count == 1, case .bytes(let bytes) = parts[0] {
            bytes.withUnsafeBufferPointer { writeDestination($0, node, isImage: isImage) }
        } else {
            holes.append(Hole(offset: out.count, kind: .destination, index: destinations.count))
            destinations.append(Destination(parts: parts))
        }
    }
}
