internal import PuertoCore
@_spi(_Unicode) import Swift

/// A passphrase in the form that both sides use: Unicode NFC, trimmed of ASCII white space.
package struct Passphrase: Sendable {
    package let secret: Secret

    /// The longest passphrase in bytes of UTF-8. A reader rejects a longer one before any work.
    package static let limit = 1024

    /// Throws `invalid`, without the value, when it is empty, too long or not UTF-8.
    package init(_ text: Secret) throws {
        guard let raw = text.revealText() else { throw Passphrase.bad("is not UTF-8") }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: raw._nfc)
        let bytes = Passphrase.trimmed(Array(String(scalars).utf8))
        guard !bytes.isEmpty else { throw Passphrase.bad("is empty") }
        guard bytes.count <= Passphrase.limit else {
            throw Passphrase.bad("has more than \(Passphrase.limit) bytes")
        }
        secret = Secret(bytes)
    }

    /// Another spelling of a passphrase, in the same form.
    init(spelling: Secret) { secret = spelling }

    /// Throws `invalid` for a passphrase that an attacker could guess: fewer than 16 characters, or
    /// fewer than six different ones.
    package func checkStrength() throws {
        let characters = Array(secret.revealText() ?? "")
        guard characters.count >= 16, Set(characters).count >= 6 else {
            throw Passphrase.bad(
                "is too easily guessed", "at least 16 characters; or let puerto make one")
        }
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
        return Array(bytes[start..<end])
    }

    private static func bad(_ what: String, _ hint: String? = nil) -> PuertoError {
        PuertoError(.invalid, "the passphrase \(what)", hint: hint)
    }
}
