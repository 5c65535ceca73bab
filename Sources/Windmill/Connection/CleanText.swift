/// Text of a server made fit for a terminal and a log.
package enum CleanText {
    /// One line of at most `limit` Unicode scalars, since one character may have a million
    /// combining marks: control and format characters and line breaks
    /// become spaces, runs of spaces one, and a cut is marked with `…`.
    package static func line(_ text: String, atMost limit: Int) -> String {
        var line = ""
        var count = 0
        var hasGap = false
        for character in text {
            guard character != " " && character.unicodeScalars.allSatisfy(isShown) else {
                hasGap = !line.isEmpty
                continue
            }
            let gap = hasGap ? 1 : 0
            let scalars = character.unicodeScalars.count
            guard count + gap + scalars <= limit else { return line + "…" }
            line += hasGap ? " \(character)" : "\(character)"
            count += gap + scalars
            hasGap = false
        }
        return line
    }

    /// The last whole lines of a text, of at most so many bytes together; empty when the last line
    /// alone is longer.
    package static func lastLines(_ text: String, atMost limit: Int) -> String {
        let bytes = text.utf8
        guard bytes.count > limit else { return text }
        let feed = UInt8(ascii: "\n")
        // The byte before may end a line, with which the part begins.
        let part = bytes.suffix(limit + 1).drop { $0 != feed }.dropFirst()
        return String(decoding: part, as: UTF8.self)
    }

    /// The text with `***` wherever one of the secrets stands in it, as it is or in one of the forms
    /// that `SecretFinder` knows. A value of less than four bytes is in any text by chance: it is no
    /// secret.
    package static func without(_ secrets: [SecretText], in text: String) -> String {
        SecretFinder(secrets.map(\.text).filter { $0.utf8.count >= 4 }).redacted(text)
    }

    /// Format characters are refused because they can turn the direction of a line around.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default: true
        }
    }
}
