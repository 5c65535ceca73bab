internal import CCMark

/// The block quotes and list items around a block; finds their marks on a line.
struct Containers {
    private enum Container {
        case quote
        /// A list item, with the number of columns its content is indented by.
        case item(width: Int)
    }

    /// Deeper blocks hold no tables: their prefixes would have to be compared over and over.
    private static let maximumDepth = 32

    private var containers: [Container] = []
    private let bytes: UnsafeBufferPointer<UInt8>
    private let lines: LineIndex

    /// `nil` when the nesting is too deep, or a mark is not in its place.
    init?(
        of node: Node, lineOffset: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ lines: LineIndex
    ) {
        self.bytes = bytes
        self.lines = lines
        var around: [Node] = []
        var parent = node.parent
        while let container = parent {
            let type = container.type
            if type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM {
                around.append(container)
            }
            guard around.count <= Self.maximumDepth else { return nil }
            parent = container.parent
        }
        var starts: [Int] = []
        for container in around.reversed() {
            let line = container.startLine - lineOffset
            if container.type == CMARK_NODE_BLOCK_QUOTE {
                containers.append(.quote)
            } else {
                guard let width = itemWidth(line, starts) else { return nil }
                containers.append(.item(width: width))
            }
            starts.append(line)
        }
    }

    /// The place in a line after the marks of all containers; `nil` when the line continues lazily
    /// or not at all.
    func cursor(_ line: Int) -> LineCursor? {
        var cursor = LineCursor(bytes, lines.content(line, in: bytes))
        for container in containers {
            switch container {
            case .quote: guard cursor.skipQuoteMark() else { return nil }
            case .item(let width):
                guard cursor.indent >= width else { return nil }
                cursor.skip(columns: width)
            }
        }
        return cursor
    }

    /// The width of the item that begins on `line` inside the containers so far. Those that begin
    /// on the same line have their own marks there.
    private func itemWidth(_ line: Int, _ starts: [Int]) -> Int? {
        var cursor = LineCursor(bytes, lines.content(line, in: bytes))
        for (container, start) in zip(containers, starts) {
            switch container {
            case .quote: guard cursor.skipQuoteMark() else { return nil }
            case .item(let width) where start < line: cursor.skip(columns: width)
            case .item: guard skipItemMark(&cursor) != nil else { return nil }
            }
        }
        return skipItemMark(&cursor)
    }

    /// Skips an item's mark and the blanks that belong to it; returns the number of columns.
    private func skipItemMark(_ cursor: inout LineCursor) -> Int? {
        let indent = cursor.indent
        cursor.skipIndent()
        let length = cursor.itemMarkLength
        guard length > 0 else { return nil }
        cursor.skip(bytes: length)
        let blanks = cursor.indent
        let padding = cursor.isBlank || blanks > 4 ? 1 : blanks
        cursor.skip(columns: padding)
        return indent + length + padding
    }
}
