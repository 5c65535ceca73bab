internal import Hypertext

/// The extensions that a source could use, found in one pass over its bytes.
struct Features: OptionSet {
    let rawValue: UInt16

    static let tables = Features(rawValue: 1)
    static let tasks = Features(rawValue: 2)
    static let callouts = Features(rawValue: 4)
    static let strikethrough = Features(rawValue: 8)
    static let footnotes = Features(rawValue: 16)
    static let placeholders = Features(rawValue: 32)
    /// Set once the source has been rewritten with markers.
    static let markers = Features(rawValue: 64)
    static let nonASCII = Features(rawValue: 128)
    /// `]:`, as in a link reference definition.
    static let definitions = Features(rawValue: 256)

    /// The ones that need the lines of the source.
    static let byLine: Features = [.tables, .tasks, .callouts, .definitions]
    /// The ones for which a text prints more than its escaped bytes.
    static let inText: Features = [.strikethrough, .footnotes, .markers]
}

extension Features {
    init(of bytes: UnsafeBufferPointer<UInt8>) {
        self = []
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index < bytes.count {
            while index + 8 <= bytes.count,
                isHarmless(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            { index += 8 }
            let end = Swift.min(index + 8, bytes.count)
            while index < end {
                if bytes[index] >= 0x80 {
                    insert(.nonASCII)
                } else {
                    look(at: bytes[index], in: bytes, index)
                }
                index += 1
            }
        }
    }

    /// Returns whether `look` would ignore all of eight bytes, and none is the first beyond ASCII.
    @inline(__always)
    private func isHarmless(_ word: UInt64) -> Bool {
        let top = UInt64(eightTimes: 0x80)
        // From `{` on, 5 more carries into the top bit, and never beyond it.
        let braces = ((word & ~top) &+ UInt64(eightTimes: 5)) & ~word & top
        let foreign = contains(.nonASCII) ? 0 : word & top
        let marks =
            word.bytes(equalTo: UInt8(ascii: "[")) | word.bytes(equalTo: UInt8(ascii: ":"))
        return braces | foreign | marks == 0
    }

    private mutating func look(
        at byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ index: Int
    ) {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        switch byte {
        case UInt8(ascii: "|"): insert(.tables)
        case UInt8(ascii: "~"): insert(.strikethrough)
        case UInt8(ascii: "{"):
            if next == byte { insert(.placeholders) }
        case UInt8(ascii: ":"):
            let previous = index > 0 ? bytes[index - 1] : 0
            if previous == UInt8(ascii: "]") { insert(.definitions) }
            if next == UInt8(ascii: "-") || previous == UInt8(ascii: "-") { insert(.tables) }
        case UInt8(ascii: "["):
            switch next {
            case UInt8(ascii: "!"): insert(.callouts)
            case UInt8(ascii: "^"): insert(.footnotes)
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "x"), UInt8(ascii: "X"):
                if index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "]") {
                    insert(.tasks)
                }
            default: break
            }
        default: break
        }
    }
}
