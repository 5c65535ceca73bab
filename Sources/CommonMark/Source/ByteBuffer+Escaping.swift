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

    /// Appends a destination: percent-encoded except for what a URL is made of, `&` and `'` as
    /// entities; an existing `%` stands.
    mutating func append(destination: UnsafeBufferPointer<UInt8>) {
        for byte in destination {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "'"): append("&#x27;")
            case _ where Self.isPlainInDestination(byte): append(byte)
            default:
                append(UInt8(ascii: "%"))
                append(Self.hexDigit(byte >> 4))
                append(Self.hexDigit(byte & 15))
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

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    private static func isPlainInDestination(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "#")...UInt8(ascii: "%"), UInt8(ascii: "(")...UInt8(ascii: ";"): true
        case UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"): true
        case UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
