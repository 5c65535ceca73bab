internal import Hypertext

extension Compiler {
    mutating func enterHeading(_ node: Node) {
        prepareText(of: node)
        startLine()
        let level = levels.level(node.headingLevel)
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
        titleDiffers = false
        let start = out.count
        let firstHole = holes.count
        walk(inside: node)
        let template = titleDiffers ? contentsTitle(of: node) : cut(from: start, firstHole)
        out.append("</h")
        out.append(UInt8(ascii: "0") + UInt8(level))
        out.append(">\n")
        definitionLines = 0
        headings.append(
            MarkdownDocument.Heading(
                level: level, id: id, title: title, titleHTML: asWritten(template),
                template: template.holes.isEmpty ? nil : template))
    }

    /// The content as text, with placeholders as they were written.
    mutating func plainText(of node: Node) -> String {
        isPlainText = true
        tildes.rewind()
        let start = out.count
        walk(inside: node)
        isPlainText = false
        let text = String(decoding: out.bytes.dropping(start), as: UTF8.self)
        out.truncate(to: start)
        return text
    }

    /// The content once more, without what has no place in a table of contents.
    private mutating func contentsTitle(of node: Node) -> Template {
        isTitle = true
        tildes.rewind()
        let start = out.count
        let firstHole = holes.count
        walk(inside: node)
        isTitle = false
        let template = cut(from: start, firstHole)
        holes.removeLast(holes.count - firstHole)
        out.truncate(to: start)
        return template
    }

    /// What has been written since `start` as a template of its own.
    private func cut(from start: Int, _ firstHole: Int) -> Template {
        let bytes = Array(out.bytes.dropping(start))
        guard holes.count > firstHole else { return Template(bytes: bytes, holes: []) }
        return Template(
            bytes: bytes,
            holes: holes[firstHole...].map {
                Hole(offset: $0.offset - start, kind: $0.kind, index: $0.index)
            })
    }

    private func asWritten(_ template: Template) -> HTML {
        guard !template.holes.isEmpty else { return HTML(raw: template.bytes) }
        var html = HTML()
        var start = 0
        for hole in template.holes {
            html.append(raw: Array(template.bytes[start..<hole.offset]))
            html.append(raw: uses[hole.index].spelling(names[uses[hole.index].name]))
            start = hole.offset
        }
        html.append(raw: Array(template.bytes[start...]))
        return html
    }
}
