package import PuertoCore

/// Passwords and passphrases that Puerto makes, from the system's random numbers.
package enum GeneratedSecret {
    /// A password that a person types once: five groups of four letters and digits, 100 bits, as
    /// in `7qx2-mv0c-…`; or 32 of them without hyphens, 160 bits, for a program to read.
    package static func password(for field: CredentialField) -> Secret {
        switch field {
        case .app: Secret(groups(5).joined(separator: "-").lowercased())
        case .postgres, .redis: Secret(groups(8).joined().lowercased())
        }
    }

    /// Eight words of the language's list, 88 bits, with single spaces between them.
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

    /// Five groups of four letters and digits, 100 bits: the same in every language.
    package static func code() -> Secret { Secret(groups(5).joined(separator: "-").lowercased()) }

    private static func groups(_ count: Int) -> [String] {
        // Of 24 bits, 20 make four letters.
        (0..<count).map { _ in String(Crockford.text(Random.bytes(3)).prefix(4)) }
    }
}
