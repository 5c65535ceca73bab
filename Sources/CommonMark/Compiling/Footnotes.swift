internal import CCMark

/// The footnotes of a document: their definitions, and the order of the references to them.
///
/// A definition is one paragraph; definitions may follow each other line by line.
struct Footnotes {
    /// The children of a paragraph that make up a note's text.
    struct Definition {
        let paragraph: Node
        let first: Node
        let end: Node?
    }

    private var definitions: [[UInt8]: Definition] = [:]
    private var paragraphs: Set<Node> = []
    /// The notes referred to so far; their place is their number.
    private(set) var cited: [Definition] = []
    private var numbers: [[UInt8]: Int] = [:]
    /// The ids of each note's references.
    var references: [[String]] = []
    var noteIDs: [String] = []

    var isEmpty: Bool { paragraphs.isEmpty }

    func isDefinition(_ paragraph: Node) -> Bool { paragraphs.contains(paragraph) }

    /// Collects the definitions in a paragraph that begins with one.
    mutating func collect(_ paragraph: Node, _ source: PreparedSource) {
        guard var first = paragraph.firstChild, var label = Self.label(first, source) else {
            return
        }
        paragraphs.insert(paragraph)
        var child: Node? = first
        while let node = child {
            child = node.next
            guard node.type == CMARK_NODE_SOFTBREAK, let after = child,
                let following = Self.label(after, source)
            else { continue }
            define(label, Definition(paragraph: paragraph, first: first, end: node))
            (first, label) = (after, following)
        }
        define(label, Definition(paragraph: paragraph, first: first, end: nil))
    }

    /// The number of the note that `[^label]` at `index` refers to, and the offset after it.
    mutating func reference(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (number: Int, end: Int)? {
        guard index + 3 < text.count, text[index + 1] == UInt8(ascii: "^") else { return nil }
        var end = index + 2
        while end < text.count, text[end].isFootnoteLabel { end += 1 }
        guard end < text.count, text[end] == UInt8(ascii: "]") else { return nil }
        let label = text[index + 2..<end].map(\.lowercasedASCII)
        if let number = numbers[label] { return (number, end + 1) }
        guard let definition = definitions[label] else { return nil }
        cited.append(definition)
        references.append([])
        numbers[label] = cited.count
        return (cited.count, end + 1)
    }

    private mutating func define(_ label: [UInt8], _ definition: Definition) {
        if definitions[label] == nil { definitions[label] = definition }
    }

    private static func label(_ node: Node, _ source: PreparedSource) -> [UInt8]? {
        guard node.type == CMARK_NODE_TEXT, let sign = source.sign,
            let found = sign.read(node.literal, at: 0), found.number < source.markers.count,
            source.markers[found.number].kind == .footnote
        else { return nil }
        return source.original[source.markers[found.number].name].map(\.lowercasedASCII)
    }
}
