package import Windmill

/// The instance's super administrator, whose password is Puerto's own.
package struct WantedAdministrator: Sendable {
    /// In lower case, as the server keeps it.
    package let email: LoginEmail
    /// The password that it shall have. The caller has sealed it before the first step.
    package let password: SecretText
    /// Passwords that were recorded before, tried in this order and refused afterwards.
    package let recorded: [SecretText]

    /// Throws `SetupError.unusable` for a password that is the stock one, or shorter than 12 bytes.
    package init(
        email: LoginEmail? = nil, password: SecretText, recorded: [SecretText] = []
    ) throws {
        guard password != Stock.password, password.text.utf8.count >= 12 else {
            throw SetupError.unusable(.administratorPassword)
        }
        let given = try email ?? Stock.email
        self.email = try LoginEmail(given.text.lowercased())
        self.password = password
        self.recorded = recorded.filter { $0 != password }
    }
}

/// The login that every new instance has, and everybody knows.
enum Stock {
    static let password = SecretText("changeme")

    static var email: LoginEmail {
        get throws { try LoginEmail("admin@windmill.dev") }
    }
}
