/// Base64 (RFC 4648), decoded canonically: of all spellings of the same bytes only the one that
/// `encode` writes is accepted.
package enum Base64: Sendable {
    /// Section 4: `+` and `/`, padded with `=`.
    case standard
    /// Section 5: `-` and `_`, without padding.
    case url

    private static let common = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    private static let standardAlphabet = common + Array("+/".utf8)
    private static let urlAlphabet = common + Array("-_".utf8)
    private static let standardValues = values(of: standardAlphabet)
    private static let urlValues = values(of: urlAlphabet)

    private var alphabet: [UInt8] {
        self == .standard ? Base64.standardAlphabet : Base64.urlAlphabet
    }

    /// The value of each letter; 255 for any other byte.
    private static func values(of alphabet: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }
}

extension Base64 {
    package func encode(_ bytes: [UInt8]) -> String {
        let alphabet = alphabet
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var (buffer, bits) = (UInt32(0), 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(buffer >> UInt32(bits)) & 63])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(6 - bits)) & 63]) }
        while self == .standard, text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes a text; `nil` for any text that `encode` does not write.
    package func decode(_ text: some Collection<UInt8>) -> [UInt8]? { decode(Array(text)) }

    private func decode(_ text: [UInt8]) -> [UInt8]? {
        let values = self == .standard ? Base64.standardValues : Base64.urlValues
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var (buffer, bits) = (UInt32(0), 0)
        for letter in text {
            if self == .standard, letter == UInt8(ascii: "=") { break }
            let value = values[Int(letter)]
            guard value < 64 else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
        // This also checks the padding, the left-over bits and the text after the first `=`.
        return encode(bytes).utf8.elementsEqual(text) ? bytes : nil
    }

    package func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)) }
}
