/// Writes texts as JSON strings (RFC 8259, section 7).
package enum JSONString {
    /// The text in quotes. Only what the RFC demands is escaped: `"`, `\` and U+0000…U+001F.
    package static func bytes(_ text: String) -> [UInt8] {
        var json: [UInt8] = []
        json.reserveCapacity(text.utf8.count + 2)
        append(text, to: &json)
        return json
    }

    /// Appends what `bytes(_:)` returns.
    package static func append(_ text: String, to json: inout [UInt8]) {
        json.append(UInt8(ascii: "\""))
        for byte in text.utf8 { append(byte, to: &json) }
        json.append(UInt8(ascii: "\""))
    }

    /// The text between its quotes as it may stand in a script: `<` is escaped too, which could
    /// end the element, and so are U+2028 and U+2029, which ended a line before ECMAScript 2019.
    package static func scriptContent(_ text: String) -> [UInt8] {
        var json: [UInt8] = []
        json.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": json += "\\u003c".utf8
            case "\u{2028}": json += "\\u2028".utf8
            case "\u{2029}": json += "\\u2029".utf8
            default: for byte in String(scalar).utf8 { append(byte, to: &json) }
            }
        }
        return json
    }

    private static func append(_ byte: UInt8, to json: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            json.append(UInt8(ascii: "\\"))
            json.append(byte)
        case 0..<0x20:
            json += "\\u00".utf8
            json.append(Hex.digit(byte >> 4))
            json.append(Hex.digit(byte & 15))
        default: json.append(byte)
        }
    }
}
