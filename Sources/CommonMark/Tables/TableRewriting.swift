/// Writes the two texts of the second parse: the cells, and the source with its tables cut out.
struct TableRewriting {
    private(set) var cells: [UInt8] = []
    private(set) var cellCount = 0
    private(set) var source: [UInt8] = []

    private let bytes: UnsafeBufferPointer<UInt8>
    private let lines: LineIndex

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ lines: LineIndex) {
        self.bytes = bytes
        self.lines = lines
    }

    mutating func rewrite(_ tables: [Table]) {
        var copied = 0
        source.reserveCapacity(bytes.count)
        for table in tables {
            for row in table.rows {
                for cell in row where !cell.isEmpty { append(cell) }
            }
            for (index, start) in table.lineStarts.enumerated() {
                let line = lines.content(table.firstLine + index, in: bytes)
                source.append(contentsOf: bytes[copied..<start])
                source.append(contentsOf: "***".utf8)
                copied = line.upperBound
            }
        }
        source.append(contentsOf: bytes[copied...])
    }

    /// Appends a cell as one paragraph. The no-break space before it keeps block syntax away; as
    /// white space it does not change the flanking of the text after it.
    private mutating func append(_ cell: Range<Int>) {
        cells.append(contentsOf: [0xC2, 0xA0])
        var index = cell.lowerBound
        while index < cell.upperBound {
            let isEscaped =
                bytes[index] == UInt8(ascii: "\\") && index + 1 < cell.upperBound
                && bytes[index + 1] == UInt8(ascii: "|")
            if isEscaped { index += 1 }
            cells.append(bytes[index])
            index += 1
        }
        cells.append(contentsOf: "\n\n".utf8)
        cellCount += 1
    }
}
