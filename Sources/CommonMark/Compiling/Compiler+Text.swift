extension Compiler {
    mutating func writeText(_ node: Node) {
        var text = node.literal
        if let lead, lead.node == node {
            text = text.dropping(lead.count)
        }
        let context: TextContext = isPlainText ? .plain : plainRoot != nil ? .attribute : .text
        guard !source.features.isDisjoint(with: .inText) else { return write(text, context) }
        var start = 0
        let skew = node.literal.count - text.count
        while let tilde = tildes.next(in: node) {
            let offset = tilde.offset - skew
            writePart(UnsafeBufferPointer(rebasing: text[start..<offset]), context)
            if context == .text { out.append(tilde.opens ? "<del>" : "</del>") }
            start = offset + tilde.length
        }
        writePart(text.dropping(start), context)
    }

    /// Writes bytes as `context` has them.
    mutating func write(
        _ bytes: UnsafeBufferPointer<UInt8>, _ context: TextContext, escaped: Bool = false
    ) {
        guard source.features.contains(.markers), let sign = source.sign else {
            return writePlainly(bytes, context, escaped)
        }
        var start = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] == MarkerSign.lead, let found = sign.read(bytes, at: index),
                found.number < source.markers.count
            else {
                index += 1
                continue
            }
            writePlainly(UnsafeBufferPointer(rebasing: bytes[start..<index]), context, escaped)
            write(markerNumber: found.number, context, escaped)
            index = found.end
            start = index
        }
        writePlainly(bytes.dropping(start), context, escaped)
    }
}

extension Compiler {
    /// A stretch of text between strikethrough marks: footnote references, then the rest.
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
            titleDiffers = true
            if context == .text, !isTitle { writeReference(to: found.number) }
            index = found.end
            start = index
        }
        write(text.dropping(start), context)
    }

    private mutating func writePlainly(
        _ bytes: UnsafeBufferPointer<UInt8>, _ context: TextContext, _ escaped: Bool
    ) {
        if context == .plain || (context == .html && !escaped) {
            out.append(bytes)
        } else {
            out.append(escaping: bytes)
        }
    }

    private mutating func write(
        markerNumber number: Int, _ context: TextContext, _ escaped: Bool
    ) {
        let marker = source.markers[number]
        let isCode = context == .code || context == .codeInAttribute
        let prints: Hole.Kind = context == .text || context == .code ? .text : .attribute
        switch marker.kind {
        case _ where context == .html: writeOriginal(marker.source, context, escaped)
        case .tilde where !isCode: out.append(UInt8(ascii: "~"))
        case .literalBraces:
            out.append("{{")
            writeOriginal(marker.name, context, escaped)
            out.append("}}")
        case .escapedPlaceholder where isCode:
            out.append(UInt8(ascii: "\\"))
            writeHole(prints, number)
        case .escapedPlaceholder:
            writeOriginal(marker.source.dropFirst(), context, escaped)
        case .placeholder where context != .plain && context != .info:
            writeHole(prints, number)
        default: writeOriginal(marker.source, context, escaped)
        }
    }

    private mutating func writeOriginal(
        _ range: Range<Int>, _ context: TextContext, _ escaped: Bool
    ) {
        source.original.withUnsafeBufferPointer {
            writePlainly(UnsafeBufferPointer(rebasing: $0[range]), context, escaped)
        }
    }

    private mutating func writeHole(_ kind: Hole.Kind, _ marker: Int) {
        holes.append(Hole(offset: out.count, kind: kind, index: use(of: marker)))
    }
}

extension Compiler {
    /// The use a marker stands for; counted once however often it is printed.
    mutating func use(of number: Int) -> Int {
        if useOfMarker[number] >= 0 { return useOfMarker[number] }
        let marker = source.markers[number]
        let name = String(decoding: source.original[marker.name], as: UTF8.self)
        let index = nameIndex[name] ?? names.count
        if index == names.count {
            names.append(name)
            nameIndex[name] = index
        }
        placeholders.append(
            MarkdownDocument.Placeholder(name: name, line: marker.line + firstLine - 1))
        uses.append(
            PlaceholderUse(
                name: index,
                hasSpaceBefore: source.original[marker.name.lowerBound - 1] == 0x20,
                hasSpaceAfter: source.original[marker.name.upperBound] == 0x20))
        useOfMarker[number] = uses.count - 1
        return uses.count - 1
    }

    /// The pieces of a destination with markers in it; `nil` without.
    mutating func parts(of destination: UnsafeBufferPointer<UInt8>) -> [Destination.Part]? {
        guard let sign = source.sign else { return nil }
        var parts: [Destination.Part] = []
        var plain: [UInt8] = []
        var hasMarker = false
        var index = 0
        while index < destination.count {
            guard destination[index] == MarkerSign.lead,
                let found = sign.read(destination, at: index), found.number < source.markers.count
            else {
                plain.append(destination[index])
                index += 1
                continue
            }
            hasMarker = true
            index = found.end
            let marker = source.markers[found.number]
            switch marker.kind {
            case .placeholder: break
            case .tilde:
                plain.append(UInt8(ascii: "~"))
                continue
            case .literalBraces:
                plain.append(contentsOf: "{{".utf8)
                plain.append(contentsOf: source.original[marker.name])
                plain.append(contentsOf: "}}".utf8)
                continue
            case .escapedPlaceholder, .footnote:
                let isEscaped = marker.kind == .escapedPlaceholder
                plain.append(
                    contentsOf: source.original[marker.source].dropFirst(isEscaped ? 1 : 0))
                continue
            }
            if !plain.isEmpty { parts.append(.bytes(plain)) }
            plain = []
            parts.append(.use(use(of: found.number)))
        }
        guard hasMarker else { return nil }
        if !plain.isEmpty || parts.isEmpty { parts.append(.bytes(plain)) }
        return parts
    }
}
