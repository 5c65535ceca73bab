/// What a tenant's systems are entered with.
package enum CredentialField: String, CaseIterable, Sendable, Codable {
    /// The administrator of the application; the user name is the contact's e-mail address.
    case app
    /// The user `postgres`.
    case postgres
    /// The default user.
    case redis

    /// Throws `invalid` with the ones there are, and without the text: where a field is asked for,
    /// somebody may have typed the value.
    package init(_ text: String) throws {
        guard let field = CredentialField(rawValue: text) else {
            throw PuertoError(
                .invalid, "there is no credential of that name",
                hint: "one of \(CredentialField.names)"
            ).spanish(
                "no hay ninguna credencial con ese nombre", hint: "son \(CredentialField.names)")
        }
        self = field
    }

    private static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// What may be known of a credential without opening it.
package struct CredentialFact: Hashable, Sendable {
    package let field: CredentialField
    /// Tells values apart and says nothing about them.
    package let fingerprint: String
    /// Seconds since 1970, UTC: when this value was recorded.
    package let setAt: Int
    /// 1 for the first value.
    package let version: Int
    /// By Puerto, or recorded from elsewhere.
    package let isGenerated: Bool

    package init(
        field: CredentialField, fingerprint: String, setAt: Int, version: Int, isGenerated: Bool
    ) {
        self.field = field
        self.fingerprint = fingerprint
        self.setAt = setAt
        self.version = version
        self.isGenerated = isGenerated
    }
}
