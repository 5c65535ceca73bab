/// A code that logs an operator in once: 20 letters of Crockford's base 32, 100 random bits. The
/// database keeps only its digest, which nobody can find the code from.
package struct LoginCode: Sendable {
    /// Capital letters and digits, without hyphens.
    private let letters: Secret

    private static let count = 20
    private static let group = 5
}

extension LoginCode {
    package static func random() -> LoginCode {
        LoginCode(letters: Secret(String(Crockford.text(Random.bytes(13)).prefix(count))))
    }

    /// Reads a code as people type it: in any case, with or without hyphens and spaces, and with the
    /// letters O, I and L for the digits that they look like. `nil` for what is no code.
    package init?(typed: String) {
        let typed = typed.uppercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != 0x20 }
        let letters = typed.map { letter in
            switch letter {
            case UInt8(ascii: "O"): UInt8(ascii: "0")
            case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
            default: letter
            }
        }
        guard letters.count == LoginCode.count, letters.allSatisfy(Crockford.letters.contains)
        else { return nil }
        self.letters = Secret(letters)
    }

    /// The code in four groups, as in `7QX2M-V0C4T-…`.
    package var text: Secret {
        let bytes = letters.reveal()
        let groups = stride(from: 0, to: bytes.count, by: LoginCode.group).map {
            bytes[$0..<min($0 + LoginCode.group, bytes.count)]
        }
        return Secret(Array(groups.joined(separator: [UInt8(ascii: "-")])))
    }

    /// The SHA-256 of the letters, 32 bytes.
    package var digest: [UInt8] { Derivation.sha256(letters.reveal()) }
}
