extension Compiler {
    /// Writes a text node with its strikethrough marks, footnote references and markers.
    mutating func writeText(_ node: Node) {
        let skew = marks.leadCount(of: node)
        let text = skew > 0 ? node.literal.dropping(skew) : node.literal
        let context = mode.textContext
        guard !source.features.isDisjoint(with: .inText) else { return write(text, context) }
        var start = 0
        while let tilde = tildes.next(in: node) {
            let offset = tilde.offset - skew
            writePart(UnsafeBufferPointer(rebasing: text[start..<offset]), context)
            if context == .text { out.append(tilde.opens ? "<del>" : "</del>") }
            start = offset + tilde.length
        }
        writePart(text.dropping(start), context)
    }

    /// Writes a stretch of text between strikethrough marks: footnote references, then the rest.
    private mutating func writePart(_ text: UnsafeBufferPointer<UInt8>, _ context: TextContext) {
        guard !footnotes.isEmpty else { return write(text, context) }
        var start = 0
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "["), let found = footnotes.reference(text, at: index)
            else {
                index += 1
                continue
            }
            write(UnsafeBufferPointer(rebasing: text[start..<index]), context)
            mode.titleDiffers = true
            if context == .text, !mode.isTitle { writeReference(to: found.number) }
            index = found.end
            start = index
        }
        write(text.dropping(start), context)
    }
}
