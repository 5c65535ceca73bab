/// A pipe table of the source: its lines and the ranges of its cells.
struct Table {
    enum Alignment: UInt8 {
        case none, left, center, right
    }

    /// The header's line in the parsed source; the delimiter row and the rows follow.
    let firstLine: Int
    let alignments: [Alignment]
    /// The header first. No row has more cells than there are columns; missing ones are empty.
    var rows: [[Range<Int>]]
    /// The offset of each line's text, after its containers' marks.
    var lineStarts: [Int]

    var lineCount: Int { lineStarts.count }
}

extension Table.Alignment {
    /// Reads a cell of the delimiter row, `:?-+:?`; `nil` for any other text.
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
