/// A pipe table as found in the source: its lines, and which of its cells have text.
struct Table {
    enum Alignment: UInt8 {
        case none, left, center, right
    }

    /// The header's line in the parsed source; the delimiter row and the rows follow.
    let firstLine: Int
    let alignments: [Alignment]
    /// The header first. No row has more cells than there are columns; missing ones are empty.
    var rows: [[Range<Int>]]
    /// Where the text of each line begins, after its containers' marks.
    var lineStarts: [Int]

    var lineCount: Int { lineStarts.count }
}

extension Table.Alignment {
    /// The value of a cell of the delimiter row, `:?-+:?`; `nil` when it is none.
    init?(_ cell: some BidirectionalCollection<UInt8>) {
        let isLeft = cell.first == UInt8(ascii: ":")
        let isRight = cell.last == UInt8(ascii: ":")
        let dashes = cell.dropFirst(isLeft ? 1 : 0).dropLast(isRight ? 1 : 0)
        guard !dashes.isEmpty, dashes.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
        self = isLeft && isRight ? .center : isLeft ? .left : isRight ? .right : .none
    }

    /// The name in an attribute; `nil` for none.
    var name: StaticString? {
        switch self {
        case .none: nil
        case .left: "left"
        case .center: "center"
        case .right: "right"
        }
    }
}

/// A line as a row of cells.
enum TableRow {
    /// The cells of a line, without the blanks around them; `nil` when the line has none.
    static func cells(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
    ) -> [Range<Int>]? {
        var cells: [Range<Int>] = []
        var index = pipeEnd(bytes, line, at: line.lowerBound) ?? line.lowerBound
        while index < line.upperBound {
            let end = cellEnd(bytes, line, from: index)
            cells.append(trimmed(bytes, index..<end))
            guard let next = pipeEnd(bytes, line, at: end) else { break }
            index = next
        }
        // As many as cmark-gfm counts.
        return cells.isEmpty || cells.count > 65_535 ? nil : cells
    }

    /// The next pipe that no backslash stands before, or the end of the line.
    private static func cellEnd(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, from start: Int
    ) -> Int {
        var index = start
        while index < line.upperBound {
            let isEscaped = index > start && bytes[index - 1] == UInt8(ascii: "\\")
            if bytes[index] == UInt8(ascii: "|"), !isEscaped { return index }
            index += 1
        }
        return index
    }

    private static func pipeEnd(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, at index: Int
    ) -> Int? {
        guard index < line.upperBound, bytes[index] == UInt8(ascii: "|") else { return nil }
        var end = index + 1
        while end < line.upperBound, bytes[end].isCellBlank { end += 1 }
        return end
    }

    private static func trimmed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start].isCellBlank { start += 1 }
        while end > start, bytes[end - 1].isCellBlank { end -= 1 }
        return start..<end
    }
}
