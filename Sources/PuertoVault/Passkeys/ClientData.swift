internal import FoundationEssentials

/// A browser's word on a challenge and on the page that asked: the JSON of section 5.8.1. Other
/// members than these are allowed, as the standard demands.
struct ClientData {
    let type: String
    /// base64url without padding.
    let challenge: String
    let origin: String
    /// True when the page was a frame in a page of another origin.
    let isCrossOrigin: Bool

    enum Kind: String {
        case create = "webauthn.create"
        case get = "webauthn.get"
    }

    /// The longest text that is read, in bytes.
    static let limit = 4096
}

extension ClientData {
    private struct Members: Decodable {
        let type, challenge, origin: String
        let crossOrigin: Bool?
    }

    /// Reads the JSON. Throws `invalid` for another encoding than UTF-8 and for a name that occurs
    /// twice: another reader could take the other value.
    init(_ bytes: [UInt8]) throws {
        // The decoder itself would guess UTF-16 and UTF-32 from zero bytes and byte order marks.
        guard bytes.count <= ClientData.limit, bytes.first == UInt8(ascii: "{"),
            !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil,
            let members = try? JSONDecoder().decode(Members.self, from: Data(bytes))
        else { throw PasskeyRefusal.clientData.error }
        let names = ClientData.names(bytes)
        // With an escape the same name has another spelling.
        guard Set(names).count == names.count,
            !names.contains(where: { $0.contains(UInt8(ascii: "\\")) })
        else { throw PasskeyRefusal.clientDataTwice.error }
        type = members.type
        challenge = members.challenge
        origin = members.origin
        isCrossOrigin = members.crossOrigin ?? false
    }

    /// Returns the names of the outermost object as they are spelt. The text is valid JSON.
    private static func names(_ bytes: [UInt8]) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var (depth, isName, isEscaped) = (0, false, false)
        var start: Int?
        for (place, byte) in bytes.enumerated() {
            if let begun = start {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    if isName { names.append(Array(bytes[begun..<place])) }
                    (start, isName) = (nil, false)
                }
                continue
            }
            switch Unicode.Scalar(byte) {
            case "\"": start = place + 1
            case "{", "[":
                depth += 1
                isName = depth == 1
            case "}", "]": depth -= 1
            case ",": isName = depth == 1
            default: break
            }
        }
        return names
    }
}
