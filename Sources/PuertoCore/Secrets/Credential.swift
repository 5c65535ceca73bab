/// A password of one of a tenant's systems.
package enum CredentialField: String, CaseIterable, Sendable, Codable {
    /// The administrator of the application; the user name is the contact's e-mail address.
    case app
    /// The user `postgres`.
    case postgres
    /// The default user.
    case redis

    /// Parses a field. Throws `invalid` with the known names and without the text: an operator may
    /// have typed the value in place of the field.
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

/// Facts about a credential that are known without opening it.
package struct CredentialFact: Hashable, Sendable {
    package let field: CredentialField
    /// A digest that tells values apart and reveals nothing about them.
    package let fingerprint: String
    /// The time at which this value was recorded, in seconds since 1970, UTC.
    package let setAt: Int
    /// 1 for the first value.
    package let version: Int
    /// Tells whether Puerto generated the value; otherwise an operator recorded it.
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
