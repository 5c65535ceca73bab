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
        // The limit of cmark-gfm.
        return cells.isEmpty || cells.count > 65_535 ? nil : cells
    }

    /// The offset of the next pipe without a backslash before it, or of the end of the line.
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

    /// The offset after a pipe and the blanks after it; `nil` for another byte.
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
