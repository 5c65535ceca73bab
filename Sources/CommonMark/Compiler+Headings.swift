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
        walk(inside: node)
        out.append("</h")
        out.append(UInt8(ascii: "0") + UInt8(level))
        out.append(">\n")
        definitionLines = 0
        addHeading(node, level: level, id: id, title: title)
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

    private mutating func addHeading(_ node: Node, level: Int, id: String, title: String) {
        isTitle = true
        tildes.rewind()
        let start = out.count
        let outerHoles = holes
        holes = []
        walk(inside: node)
        isTitle = false
        let template = Template(
            bytes: Array(out.bytes.dropping(start)),
            holes: holes.map { Hole(offset: $0.offset - start, kind: $0.kind, index: $0.index) })
        holes = outerHoles
        out.truncate(to: start)
        headings.append(
            MarkdownDocument.Heading(
                level: level, id: id, title: title, titleHTML: asWritten(template),
                template: template.holes.isEmpty ? nil : template))
    }

    private func asWritten(_ template: Template) -> HTML {
        guard !template.holes.isEmpty else { return HTML(raw: template.bytes) }
        var html = HTML()
        var start = 0
        for hole in template.holes {
            html.append(raw: template.bytes[start..<hole.offset])
            html.append(raw: uses[hole.index].spelling)
            start = hole.offset
        }
        html.append(raw: template.bytes[start...])
        return html
    }
}
