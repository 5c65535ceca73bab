package import Windmill

/// The client's administrator: a login of its own, and an administrator of its workspace only.
package struct WantedLogin: Sendable {
    /// In lower case, as the server keeps it.
    package let email: LoginEmail
    package let name: String
    package let password: SecretText
    /// Passwords that it had before, which the server has to refuse.
    package let former: [SecretText]

    /// Throws `SetupError.unusable` for a password that is shorter than 8 bytes.
    package init(
        email: LoginEmail, name: String, password: SecretText, former: [SecretText] = []
    ) throws {
        guard password.text.utf8.count >= 8 else {
            throw SetupError.unusable(.clientPassword(email))
        }
        self.email = try LoginEmail(email.text.lowercased())
        self.name = CleanText.line(name, atMost: 100)
        self.password = password
        self.former = former.filter { $0 != password }
    }
}
