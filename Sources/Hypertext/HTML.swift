/// Markup as UTF-8 bytes: written as a string literal, in which every interpolated value is escaped.
///
///     let row: HTML = "<td class=\"name\">\(tenant.name)</td>"
///
/// Only the spelling `\(raw: …)` puts bytes in as they are, so a search for `raw:` finds every
/// place that has to be right by itself. Attribute values must stand in quotes.
package struct HTML: Sendable, Hashable {
    package private(set) var bytes: [UInt8]

    package init() { bytes = [] }

    /// Takes bytes that are markup already.
    package init(raw bytes: [UInt8]) { self.bytes = bytes }
}

extension HTML {
    package var isEmpty: Bool { bytes.isEmpty }

    /// The markup as a `String`, for tests and messages; pages are written from `bytes`.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    /// Empties the buffer and keeps its memory for the next page.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Takes out what follows the first `count` bytes.
    package mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

    package mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

    package static func += (left: inout HTML, right: HTML) { left.append(right) }

    /// Appends markup as it is.
    package mutating func append(raw text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// Appends markup as it is.
    package mutating func append(raw markup: some Collection<UInt8>) {
        bytes.append(contentsOf: markup)
    }

    /// Appends text for an element or a quoted attribute value: `& < > " '` become entities, and
    /// control characters that HTML forbids become U+FFFD.
    package mutating func append(escaping text: String) {
        var text = text
        text.withUTF8 { bytes.append(escaping: $0) }
    }

    /// The same for UTF-8 bytes.
    package mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        bytes.append(escaping: text)
    }

    /// Appends a number in decimal digits.
    package mutating func append(_ number: some BinaryInteger) {
        guard let small = UInt32(exactly: number) else {
            return bytes.append(contentsOf: String(number).utf8)
        }
        // Ports, slots and counts: no string has to be made for them.
        var divisor: UInt32 = 1
        while small / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(small / divisor % 10))
            divisor /= 10
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
