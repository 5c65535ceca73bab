package import PuertoCore

/// Makes passwords and passphrases from the system's random numbers.
package enum GeneratedSecret {
    /// A new password. One that a person types has five groups of four letters and digits, 100
    /// bits, as in `7qx2-mv0c-…`; one that a program reads has 32 of them without hyphens, 160
    /// bits.
    package static func password(for field: CredentialField) -> Secret {
        switch field {
        case .app: Secret(groups(5).joined(separator: "-").lowercased())
        case .postgres, .redis: Secret(groups(8).joined().lowercased())
        }
    }

    /// A new password of an instance's super administrator, of 160 bits, which no person types.
    package static func administrator() -> Secret { Secret(groups(8).joined().lowercased()) }

    /// A new passphrase: eight words of the language's list, 88 bits, joined by single spaces.
    package static func passphrase(_ language: Language) -> Secret {
        var source = SystemRandomNumberGenerator()
        return passphrase(WordList.words(language), using: &source)
    }

    static func passphrase(_ words: [Substring], using source: inout some RandomNumberGenerator)
        -> Secret
    {
        Secret(
            (0..<8).map { _ in words[Int.random(in: 0..<words.count, using: &source)] }
                .joined(separator: " "))
    }

    /// A new code of five groups of four letters and digits, 100 bits, for any language.
    package static func code() -> Secret { Secret(groups(5).joined(separator: "-").lowercased()) }

    private static func groups(_ count: Int) -> [String] {
        // Four letters take 20 of the 24 bits.
        (0..<count).map { _ in String(Crockford.text(Random.bytes(3)).prefix(4)) }
    }
}
