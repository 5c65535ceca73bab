internal import PuertoCore

/// The content of a client's onboarding page: the address and the login of its application.
package struct PagePayload: Hashable, Sendable {
    package let url: String
    package let user: String
    let password: String

    /// Takes texts with any content, which become JSON (RFC 8259) unchanged.
    package init(url: String, user: String, password: Secret) {
        self.url = url
        self.user = user
        self.password = password.revealText() ?? ""
    }
}

extension PagePayload {
    /// The length as four big-endian bytes ‖ JSON ‖ zeros to a multiple of 1,024 bytes, which hide
    /// the length of the texts.
    var padded: [UInt8] { PagePayload.padded(json) }

    static func padded(_ json: [UInt8]) -> [UInt8] {
        let bytes = UInt32(json.count).bigEndianBytes + json
        let rest = (1024 - bytes.count % 1024) % 1024
        return bytes + [UInt8](repeating: 0, count: rest)
    }

    /// Takes the padding away; `nil` when the bytes were not padded by `padded`.
    static func json(inPadded bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count % 1024 == 0, let length = UInt32(bigEndianBytes: bytes.prefix(4)),
            Int(length) <= bytes.count - 4
        else { return nil }
        let json = bytes[4..<4 + Int(length)]
        return bytes[json.endIndex...].allSatisfy { $0 == 0 } ? Array(json) : nil
    }

    private var json: [UInt8] {
        var json = Array("{\"v\":1,\"url\":".utf8)
        JSONString.append(url, to: &json)
        json += ",\"user\":".utf8
        JSONString.append(user, to: &json)
        json += ",\"pass\":".utf8
        JSONString.append(password, to: &json)
        json.append(UInt8(ascii: "}"))
        return json
    }
}

extension PagePayload: CustomStringConvertible, CustomReflectable {
    package var description: String { Secret.redacted }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
