internal import PuertoCore

extension SecretFile {
    /// Reads the password out of a connection URI; `nil` when the text is none.
    package static func password(inDatabaseURL bytes: [UInt8]) -> [UInt8]? {
        let start = Array("postgres://postgres:".utf8)
        guard bytes.starts(with: start), let end = bytes.lastIndex(of: UInt8(ascii: "@")),
            end >= start.count
        else { return nil }
        return decoded(bytes[start.count..<end])
    }

    /// Reads the digests of the default user's passwords, in hex, out of Redis's configuration.
    package static func digests(inRedisConfiguration bytes: [UInt8]) -> [String] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let line = lines.last(where: { $0.hasPrefix("user default ") }) else { return [] }
        return line.split(separator: " ").filter { $0.hasPrefix("#") }.map {
            String($0.dropFirst())
        }
        .filter { $0.utf8.count == 64 && $0.utf8.allSatisfy(\.isLowerHexDigit) }
    }

    /// Undoes percent-encoding (RFC 3986); `nil` for a text that is not encoded so.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var (decoded, rest) = ([UInt8](), bytes)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            decoded.append(value)
            rest = rest.dropFirst(2)
        }
        return decoded
    }
}
