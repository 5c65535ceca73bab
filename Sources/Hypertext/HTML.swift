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
}

extension HTML {
    /// Appends what `write` puts where it is told to, at most `limit` bytes; it returns how many.
    ///
    /// A page is some hundreds of short appends, and `append(contentsOf:)` would take longer to
    /// look at its argument than to copy it.
    @inline(__always)
    mutating func append(atMost limit: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        bytes.append(addingCapacity: limit) { room in
            room.withUnsafeMutableBufferPointer { room, count in
                if let place = room.baseAddress { count = write(place) }
            }
        }
    }

    /// Appends markup as it is.
    package mutating func append(raw markup: UnsafeBufferPointer<UInt8>) {
        guard let start = markup.baseAddress else { return }
        append(atMost: markup.count) { place in
            place.initialize(from: start, count: markup.count)
            return markup.count
        }
    }
}
