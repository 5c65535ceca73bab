/// The name of a user in a workspace: a letter, then letters, digits and underscores, at most 50.
package typealias UserName = Checked<UserNameGrammar>

package enum UserNameGrammar: Grammar {
    package static var wanted: String { "the name of a user, such as ana_lopez" }

    package static func accepts(_ text: String) -> Bool {
        text.isMade(of: \.isWord, lengths: 1...50) && text.utf8.first?.isLetter == true
    }
}

/// The e-mail address of a login: ASCII without quotes or spaces, at most 100 characters, so that
/// it stands unescaped in a path.
package typealias LoginEmail = Checked<LoginEmailGrammar>

package enum LoginEmailGrammar: Grammar {
    package static var wanted: String { "an e-mail address, such as ana@example.com" }

    package static func accepts(_ text: String) -> Bool {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 100, parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty
        else { return false }
        let dot = UInt8(ascii: ".")
        return parts[0].allSatisfy { $0.isWordOrDash || $0 == dot || $0 == UInt8(ascii: "+") }
            && parts[1].split(separator: dot, omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isWordOrDash) }
    }
}

/// The first characters of a token, by which it is listed and deleted.
package typealias TokenPrefix = Checked<TokenPrefixGrammar>

package enum TokenPrefixGrammar: Grammar {
    package static var wanted: String { "the first ten characters of a token" }

    package static func accepts(_ text: String) -> Bool {
        text.isMade(of: \.isWordOrDash, lengths: 1...32)
    }
}
