extension Passphrase {
    /// The spellings to try, one after the other: the exact text, and, where it has the shape of a
    /// generated passphrase, the generator's spelling of it. A chosen passphrase of another shape
    /// stays exact.
    package var spellings: [Passphrase] {
        guard let text = secret.revealText(), let other = Passphrase.generatedSpelling(text),
            other != text
        else { return [self] }
        return [self, Passphrase(spelling: Secret(other))]
    }

    /// Eight words with single spaces, or five groups of four with hyphens, in lower case. `nil`
    /// for a text of another shape.
    private static func generatedSpelling(_ text: String) -> String? {
        let parts = text.lowercased().unicodeScalars.split(whereSeparator: separates).map(
            String.init)
        let areWords = parts.allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isAlphabetic) }
        if parts.count == 8, areWords { return parts.joined(separator: " ") }
        let code = parts.joined().utf8.map(Crockford.read)
        let letters = Set(Crockford.letters.map { $0 | 0x20 })
        guard code.count == 20, code.allSatisfy(letters.contains) else { return nil }
        return stride(from: 0, to: 20, by: 4).map {
            String(decoding: code[$0..<$0 + 4], as: UTF8.self)
        }.joined(separator: "-")
    }

    /// White space of any kind, dashes, low lines, and marks that are not seen.
    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isWhitespace { return true }
        if scalar.properties.generalCategory == .dashPunctuation { return true }
        switch scalar.value {
        case 0x5F, 0xAD, 0x2212, 0x2060, 0xFEFF, 0x200B...0x200D: return true
        default: return false
        }
    }
}

extension Crockford {
    /// The lower-case letter that a typed one stands for: `i` and `l` are read as 1, `o` as 0.
    fileprivate static func read(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "i"), UInt8(ascii: "l"): UInt8(ascii: "1")
        case UInt8(ascii: "o"): UInt8(ascii: "0")
        default: letter
        }
    }
}
