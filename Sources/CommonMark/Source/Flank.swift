internal import CCMark

/// The class of the character next to a run of tildes, as flanking needs it.
enum Flank {
    case space, punctuation, other

    static func before(
        _ index: Int, in text: UnsafeBufferPointer<UInt8>, _ node: Node
    ) -> Flank {
        guard index > 0 else { return edge(node.previous, of: node) }
        var start = index - 1
        while start > 0, index - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return Flank(UnsafeBufferPointer(rebasing: text[start..<index]))
    }

    static func after(_ index: Int, in text: UnsafeBufferPointer<UInt8>, _ node: Node) -> Flank {
        guard index < text.count else { return edge(node.next, of: node) }
        var end = index + 1
        while end < text.count, end - index < 4, text[end] & 0xC0 == 0x80 { end += 1 }
        return Flank(UnsafeBufferPointer(rebasing: text[index..<end]))
    }

    /// The class at the end of a text: the mark of the neighbour or of the container, which is
    /// always punctuation, or the end of the line.
    private static func edge(_ neighbour: Node?, of node: Node) -> Flank {
        guard let neighbour else {
            return node.parent?.holdsInlines == true ? .space : .punctuation
        }
        let type = neighbour.type
        return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ? .space : .punctuation
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let byte = bytes.first, byte < 0x80 {
            self = byte.isASCIIPunctuation ? .punctuation : byte <= 0x20 ? .space : .other
            return
        }
        guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else {
            self = .space
            return
        }
        switch scalar.properties.generalCategory {
        case .spaceSeparator: self = .space
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation:
            self = .punctuation
        default: self = .other
        }
    }
}
