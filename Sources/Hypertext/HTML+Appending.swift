extension HTML {
    package mutating func append(_ other: HTML) { append(raw: other.bytes) }

    package static func += (left: inout HTML, right: HTML) { left.append(raw: right.bytes) }

    /// Appends markup as it is.
    package mutating func append(raw markup: String) {
        markup.utf8.span.withUnsafeBufferPointer { append(raw: $0) }
    }

    /// Appends markup as it is.
    package mutating func append(raw markup: [UInt8]) {
        markup.withUnsafeBufferPointer { append(raw: $0) }
    }

    /// Appends text for an element or a quoted attribute value: `& < > " '` become entities, and
    /// control characters that HTML forbids become U+FFFD.
    package mutating func append(escaping text: String) {
        text.utf8.span.withUnsafeBufferPointer { append(escaping: $0) }
    }

    /// Appends a number in decimal digits.
    package mutating func append(_ number: Int) {
        guard var rest = UInt32(exactly: number) else { return append(raw: String(number)) }
        // Ports, slots and counts are written without making a string.
        append(atMost: 10) { place in
            var length = 1
            var bound: UInt64 = 10
            while UInt64(rest) >= bound { (length, bound) = (length + 1, bound * 10) }
            for index in (0..<length).reversed() {
                place[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return length
        }
    }
}

extension Sequence<HTML> {
    /// The pieces one after another, with `separator` between them.
    package func joined(separator: HTML = HTML()) -> HTML {
        var whole = HTML()
        var first = true
        for piece in self {
            if !first { whole.append(separator) }
            first = false
            whole.append(piece)
        }
        return whole
    }
}
