/// Finds the block starts that end a table although they would not interrupt a paragraph.
///
/// A table's rows are lines of a paragraph to cmark, so block starts that interrupt a paragraph
/// have ended it already.
enum BlockStart {
    static func ends(table bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
        let text = bytes[line]
        guard let first = text.first else { return true }
        if first == UInt8(ascii: "<") { return isWholeTag(text) }
        return isItem(text) || isUnderline(text)
    }

    /// True for an item that is empty, or whose number is not 1.
    private static func isItem(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let cursor = LineCursor(text.base, text.startIndex..<text.endIndex)
        let length = cursor.itemMarkLength
        guard length > 0 else { return false }
        let after = text.startIndex + length
        return after == text.endIndex || text[after].isBlank
    }

    /// True for three dashes or more: a thematic break, without a paragraph to underline.
    private static func isUnderline(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let dashes = text.prefix { $0 == UInt8(ascii: "-") }.count
        return dashes >= 3 && text.dropFirst(dashes).allSatisfy(\.isBlank)
    }

    /// True for one complete tag alone on the line (HTML block of the seventh kind).
    private static func isWholeTag(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var index = text.index(after: text.startIndex)
        let isClosing = index < text.endIndex && text[index] == UInt8(ascii: "/")
        if isClosing { index += 1 }
        guard index < text.endIndex, text[index].isLetterASCII else { return false }
        var quote: UInt8?
        while index < text.endIndex {
            let byte = text[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if !isClosing, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return text[(index + 1)...].allSatisfy(\.isBlank)
            } else if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "`") {
                return false
            }
            index += 1
        }
        return false
    }
}
