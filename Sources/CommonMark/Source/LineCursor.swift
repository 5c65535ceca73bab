/// A place in a line, counted in bytes and in columns. A tab reaches the next multiple of four.
struct LineCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset: Int
    let end: Int
    private var column = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
        self.bytes = bytes
        offset = line.lowerBound
        end = line.upperBound
    }
}

extension LineCursor {
    var byte: UInt8? { offset < end ? bytes[offset] : nil }

    /// The number of columns of white space from here.
    var indent: Int {
        var index = offset
        var place = column
        while index < end, bytes[index].isBlank {
            place += bytes[index] == 0x20 ? 1 : 4 - place % 4
            index += 1
        }
        return place - column
    }

    var isBlank: Bool { bytes[offset..<end].allSatisfy(\.isBlank) }

    /// Skips at most `columns` columns of white space.
    mutating func skip(columns: Int) {
        var left = columns
        while left > 0, let byte, byte.isBlank {
            let width = byte == 0x20 ? 1 : 4 - column % 4
            let step = min(width, left)
            column += step
            left -= step
            // A tab may be used up in part; its columns are counted from the line's start anyway.
            if step == width { offset += 1 }
        }
    }

    mutating func skip(bytes count: Int) {
        offset += count
        column += count
    }

    mutating func skipIndent() { skip(columns: indent) }

    /// Skips `>` and the blank that belongs to it; returns whether it is there.
    mutating func skipQuoteMark() -> Bool {
        let indent = self.indent
        guard indent < 4 else { return false }
        var after = self
        after.skip(columns: indent)
        guard after.byte == UInt8(ascii: ">") else { return false }
        after.skip(bytes: 1)
        after.skip(columns: 1)
        self = after
        return true
    }

    /// The length of the list item's mark here, `-` or `12.`; 0 for none.
    var itemMarkLength: Int {
        guard let byte else { return 0 }
        if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "*") {
            return 1
        }
        let digits = bytes[offset..<end].prefix(10).prefix { $0.isDigitASCII }.count
        guard (1...9).contains(digits), offset + digits < end else { return 0 }
        let mark = bytes[offset + digits]
        return mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") ? digits + 1 : 0
    }
}
