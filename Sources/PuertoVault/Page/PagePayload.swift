/// What a client finds when its page opens.
package struct PagePayload: Hashable, Sendable {
    package let url: String
    package let user: String
    let password: String

    /// Throws nothing: whatever is in the texts becomes JSON (RFC 8259) as it is.
    package init(url: String, user: String, password: Secret) {
        self.url = url
        self.user = user
        self.password = password.revealText() ?? ""
    }
}

extension PagePayload {
    /// Length as four big-endian bytes ‖ JSON ‖ zeros to a multiple of 1,024 bytes, which hides how
    /// long the texts are.
    var padded: [UInt8] { PagePayload.padded(json) }

    static func padded(_ json: [UInt8]) -> [UInt8] {
        let bytes = UInt32(json.count).bigEndianBytes + json
        let rest = (1024 - bytes.count % 1024) % 1024
        return bytes + [UInt8](repeating: 0, count: rest)
    }

    /// What was padded; `nil` when it was not padded so.
    static func json(inPadded bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count % 1024 == 0, let length = UInt32(bigEndianBytes: bytes.prefix(4)),
            Int(length) <= bytes.count - 4
        else { return nil }
        let json = bytes[4..<4 + Int(length)]
        return bytes[json.endIndex...].allSatisfy { $0 == 0 } ? Array(json) : nil
    }

    private var json: [UInt8] {
        Array("{\"v\":1,\"url\":".utf8) + Self.string(url) + Array(",\"user\":".utf8)
            + Self.string(user) + Array(",\"pass\":".utf8) + Self.string(password)
            + Array("}".utf8)
    }

    /// As a JSON string.
    static func string(_ text: String) -> [UInt8] {
        var json: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let hex = String(byte, radix: 16)
                json += Array("\\u00\(byte < 16 ? "0" : "")\(hex)".utf8)
            default: json.append(byte)
            }
        }
        return json + [UInt8(ascii: "\"")]
    }
}

extension PagePayload: CustomStringConvertible, CustomReflectable {
    package var description: String { Secret.redacted }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
