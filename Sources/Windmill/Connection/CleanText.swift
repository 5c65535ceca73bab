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
