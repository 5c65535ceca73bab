/// A text that never prints itself: a password, a token, a secret variable's value.
package struct SecretText: Hashable, Sendable {
    /// The secret, for the one place that sends or seals it.
    package let text: String

    package init(_ text: String) { self.text = text }
}

extension SecretText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "***" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A token of Windmill, sent as `Authorization: Bearer`.
package struct BearerToken: Hashable, Sendable {
    package let secret: SecretText

    /// Throws `InvalidValue`, without the text in it, unless it is 8 to 1,000 visible ASCII
    /// characters.
    package init(_ text: String) throws {
        guard (8...1000).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw InvalidValue("***", "a token of 8 to 1000 visible characters") }
        secret = SecretText(text)
    }

    /// The part by which Windmill lists and deletes a token: its first ten characters. It opens
    /// nothing by itself.
    package var prefix: String { String(secret.text.prefix(10)) }
}

/// The key that encrypts a workspace's secret variables.
package struct WorkspaceKey: Hashable, Sendable {
    package let secret: SecretText

    /// Throws `InvalidValue`, without the text in it, unless it is 64 ASCII letters and digits.
    package init(_ text: String) throws {
        guard text.utf8.count == 64, text.utf8.allSatisfy(\.isLetterOrDigit) else {
            throw InvalidValue("***", "a workspace key of 64 letters and digits")
        }
        secret = SecretText(text)
    }
}
