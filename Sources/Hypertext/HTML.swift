/// Markup as UTF-8 bytes, written as a string literal that escapes every interpolated value.
///
///     let row: HTML = "<td class=\"name\">\(tenant.name)</td>"
///
/// Only the spelling `\(raw: …)` inserts bytes as they are, so a search for `raw:` finds every
/// place that has to be right by itself. Attribute values must be quoted.
package struct HTML: Sendable, Hashable {
    package private(set) var bytes: [UInt8]

    package init() { bytes = [] }

    /// Wraps bytes that are markup already.
    package init(raw bytes: [UInt8]) { self.bytes = bytes }
}

extension HTML {
    package var isEmpty: Bool { bytes.isEmpty }

    /// The markup as a `String`, for tests and messages; pages are written from `bytes`.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    /// Empties the buffer and keeps its memory for the next page.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Removes everything after the first `count` bytes.
    package mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }
}

extension HTML {
    /// Appends the bytes that `write` stores at its argument, at most `limit`; it returns their
    /// number.
    ///
    /// A page consists of some hundreds of short appends, and `append(contentsOf:)` would take
    /// longer to examine its argument than to copy it.
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
