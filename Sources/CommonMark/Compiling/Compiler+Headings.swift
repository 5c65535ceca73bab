internal import Hypertext

extension Compiler {
    /// Writes a heading with all that is in it, and adds it to the outline.
    mutating func writeHeading(_ node: Node) {
        prepareText(of: node)
        out.startLine()
        let level = outline.levels.level(node.headingLevel)
        let title = plainText(of: node)
        out.append("<h")
        out.append(UInt8(ascii: "0") + UInt8(level))
        var id = ""
        if !options.isBare {
            id = ids.register(title: title)
            out.append(" id=\"")
            out.append(escaping: id)
            out.append("\"")
        }
        out.append(">")
        tildes.rewind()
        mode.titleDiffers = false
        let start = out.mark
        walk(inside: node)
        let template = mode.titleDiffers ? contentsTitle(of: node) : out.template(from: start)
        out.append("</h")
        out.append(UInt8(ascii: "0") + UInt8(level))
        out.append(">\n")
        lines.definitions = 0
        outline.add(
            MarkdownDocument.Heading(
                level: level, id: id, title: title, titleHTML: asWritten(template),
                template: template.holes.isEmpty ? nil : template))
    }

    /// The content as text, with placeholders as they were written.
    mutating func plainText(of node: Node) -> String {
        mode.isPlainText = true
        tildes.rewind()
        let start = out.mark
        walk(inside: node)
        mode.isPlainText = false
        let text = out.text(from: start)
        out.truncate(to: start)
        return text
    }

    /// Writes the content once more, without what has no place in a table of contents, and takes it
    /// out again.
    private mutating func contentsTitle(of node: Node) -> Template {
        mode.isTitle = true
        tildes.rewind()
        let start = out.mark
        walk(inside: node)
        mode.isTitle = false
        let template = out.template(from: start)
        out.truncate(to: start)
        return template
    }

    /// The markup of a title, with placeholders as they were written.
    private func asWritten(_ template: Template) -> HTML {
        guard !template.holes.isEmpty else { return HTML(raw: template.bytes) }
        var html = HTML()
        var start = 0
        for hole in template.holes {
            html.append(raw: Array(template.bytes[start..<hole.offset]))
            html.append(raw: placeholders.spelling(of: hole.index))
            start = hole.offset
        }
        html.append(raw: Array(template.bytes[start...]))
        return html
    }
}
