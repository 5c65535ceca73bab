extension HTML {
    /// Appends UTF-8 with `& < > " '` as entities: safe in elements and in quoted attribute values.
    ///
    /// Runs of harmless bytes are copied whole.
    package mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        var rest = text
        while let index = rest.firstIndex(
            unless: HTML.isHarmless, where: HTML.isSpecial)
        {
            append(raw: UnsafeBufferPointer(rebasing: rest[..<index]))
            HTML.replacement(for: rest[index]).withUTF8Buffer { append(raw: $0) }
            rest = UnsafeBufferPointer(rebasing: rest[(index + 1)...])
        }
        append(raw: rest)
    }

    /// Returns false when one of eight bytes is special. It may also be false for a `#` or a line
    /// feed, which are then checked one by one.
    @inline(__always)
    private static func isHarmless(_ word: UInt64) -> Bool {
        let quotes = word.bytes(equalTo: UInt8(ascii: "\""), in: 0xFA)
        let angles = word.bytes(equalTo: UInt8(ascii: "<"), in: 0xFD)
        let controls = word.bytes(equalTo: 0, in: 0xE0)
        return quotes | angles | controls | word.bytes(equalTo: 0x7F) == 0
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        // One bit for each of the first 64 bytes; nearly all letters are above them.
        byte < 64 ? (0x5000_00C4_FFFF_D9FF as UInt64) >> UInt64(byte) & 1 == 1 : byte == 0x7F
    }

    private static func replacement(for byte: UInt8) -> StaticString {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: "\u{FFFD}"
        }
    }
}
