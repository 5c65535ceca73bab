/// Translates the findings of comparisons and probes. They are recorded in English, since
/// a program reads it too; a part without Spanish words, as a server's own answer, stays as it is.
package enum FindingText {
    /// Translates a finding. Several of them are separated by semicolons, and each is translated by
    /// itself, so that no value reaches into the next one.
    package static func words(_ text: String, _ l: Language) -> String {
        guard l == .es else { return text }
        return filled(text, joined, value)
            ?? text.split(separator: "; ", omittingEmptySubsequences: false)
            .map { one(String($0)) ?? String($0) }.joined(separator: "; ")
    }

    /// The findings that have a semicolon of their own.
    private static let joined = all.filter { $0.0.contains("; ") }
    private static let single = all.filter { !$0.0.contains("; ") }

    private static func one(_ text: String) -> String? {
        if let filled = filled(text, single, value) { return filled }
        for (english, spanish) in starts where text.hasPrefix(english) {
            return spanish + words(String(text.dropFirst(english.count)), .es)
        }
        return nil
    }

    /// A value in the middle of a finding: a state, a container's owner, a server's answer, or
    /// nothing to translate.
    private static func value(_ text: String) -> String {
        if let status = Tenant.Status(rawValue: text) { return "«\(status.word(.es))»" }
        return filled(text, values) ?? filled(text, servers)
            ?? text.replacing(" (the base system's)", with: " (del sistema base)")
    }

    private static func filled(
        _ text: String, _ templates: [(String, String)], _ word: (String) -> String = { $0 }
    ) -> String? {
        for (english, spanish) in templates {
            if let filled = Template.filled(text, english, spanish, word: word) { return filled }
        }
        return nil
    }
}

extension Drift {
    /// The finding in words.
    package func words(_ l: Language) -> String { FindingText.words(found, l) }

    /// The command that mends it, with the words about it in the reader's language.
    package func mend(_ l: Language) -> String { FindingText.words(mend, l) }
}
