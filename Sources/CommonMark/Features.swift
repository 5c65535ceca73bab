/// The extensions a source could use at all, found in one look at its bytes.
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
    /// The ones that make a text more than its escaped bytes.
    static let inText: Features = [.strikethrough, .footnotes, .markers]
}

extension Features {
    init(of bytes: UnsafeBufferPointer<UInt8>) {
        self = []
        for index in 0..<bytes.count {
            let byte = bytes[index]
            // One comparison passes over nearly every letter.
            guard byte >= 0x7B || byte == UInt8(ascii: "[") || byte == UInt8(ascii: ":") else {
                continue
            }
            if byte >= 0x80 {
                insert(.nonASCII)
            } else {
                look(at: byte, in: bytes, index)
            }
        }
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
