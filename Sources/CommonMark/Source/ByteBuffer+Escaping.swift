internal import Hypertext

extension ByteBuffer {
    /// Appends text with `& < > "` as entities, as the CommonMark examples have it.
    mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        var rest = text
        while let index = rest.firstIndex(
            unless: Self.isHarmless, where: { Self.entity($0) != nil })
        {
            append(UnsafeBufferPointer(rebasing: rest[..<index]))
            if let entity = Self.entity(rest[index]) { append(entity) }
            rest = rest.dropping(index + 1)
        }
        append(rest)
    }

    @inline(__always)
    private static func isHarmless(_ word: UInt64) -> Bool {
        let quotes = word.bytes(equalTo: UInt8(ascii: "\""), in: 0xFB)
        return quotes | word.bytes(equalTo: UInt8(ascii: "<"), in: 0xFD) == 0
    }

    mutating func append(escaping text: String) {
        var text = text
        text.withUTF8 { append(escaping: $0) }
    }

    /// Appends a destination. Bytes that no URL has are percent-encoded, `&` and `'` become
    /// entities, and an existing `%` stays.
    mutating func append(destination: UnsafeBufferPointer<UInt8>) {
        for byte in destination {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "'"): append("&#x27;")
            case _ where Self.isPlainInDestination(byte): append(byte)
            default:
                append(UInt8(ascii: "%"))
                append(UInt8.hexDigit(byte >> 4))
                append(UInt8.hexDigit(byte & 15))
            }
        }
    }

    @inline(__always)
    private static func entity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        default: nil
        }
    }

    private static func isPlainInDestination(_ byte: UInt8) -> Bool {
        switch byte {
        case _ where byte.isLetterASCII: true
        case UInt8(ascii: "#")...UInt8(ascii: "%"), UInt8(ascii: "(")...UInt8(ascii: ";"): true
        case UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"): true
        case UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
