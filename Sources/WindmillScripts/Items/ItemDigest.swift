internal import Crypto
internal import PuertoCore
internal import Windmill

/// The key of the digests by which items are compared. Without it a digest of a short password
/// would tell the password to anybody who tries all of them.
package struct DigestKey: Sendable {
    private let key: SymmetricKey

    /// Throws `invalid` for less than 32 bytes.
    package init(_ bytes: [UInt8]) throws {
        guard bytes.count >= 32 else {
            throw PuertoError(
                .invalid, "the key of the digests has \(bytes.count) bytes",
                hint: "give at least 32 random bytes"
            ).spanish(
                "la clave de los resúmenes tiene \(bytes.count) bytes",
                hint: "da al menos 32 bytes al azar")
        }
        key = SymmetricKey(data: bytes)
    }

    /// HMAC-SHA-256 over the item, in hexadecimal digits.
    package func digest(of item: Item) -> String {
        var text = item.key.description + "\n"
        JSONText.append(.object(item.fields), to: &text)
        if let secret = item.secret { text += "\n" + secret.text }
        return HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
            .map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
    }
}

extension DigestKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
