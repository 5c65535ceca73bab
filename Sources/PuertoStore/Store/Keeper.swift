package import PuertoCore

/// What the store has done with keys: it holds none itself, and what it gets back is sealed.
package struct Keeper: Sendable {
    /// The code of a line of the history after the code before it, 32 bytes each.
    package var sealLine: @Sendable (AuditLine, [UInt8]) throws -> [UInt8]
    /// A new password, sealed for a place; `nil` where the master key is not at hand.
    package var generate: (@Sendable (CredentialField, SecretPlace) throws -> SealedCredential)?
    /// A client's page with the password and the passphrase that are given sealed.
    package var sealPage: @Sendable (PageBasis) throws -> SealedPage

    package init(
        sealLine: @escaping @Sendable (AuditLine, [UInt8]) throws -> [UInt8],
        generate: @escaping @Sendable (CredentialField, SecretPlace) throws -> SealedCredential,
        sealPage: @escaping @Sendable (PageBasis) throws -> SealedPage
    ) {
        self.sealLine = sealLine
        self.generate = generate
        self.sealPage = sealPage
    }

    /// The web tier's: it writes history, and can neither open nor make a credential.
    package init(sealLine: @escaping @Sendable (AuditLine, [UInt8]) throws -> [UInt8]) {
        self.sealLine = sealLine
        sealPage = { _ in
            throw PuertoError(.unsupported, "the web tier has no key for a client's page")
        }
    }
}

/// A value on its way into the database.
package struct SealedCredential: Sendable {
    package let sealed: SealedSecret
    /// Eight letters and a hyphen, as in `7QX2-MV0C`.
    package let fingerprint: String

    package init(sealed: SealedSecret, fingerprint: String) {
        self.sealed = sealed
        self.fingerprint = fingerprint
    }
}

/// A value as it lies in the database, and where it belongs.
package struct StoredSecret: Hashable, Sendable {
    package let sealed: SealedSecret
    package let place: SecretPlace

    package init(sealed: SealedSecret, place: SecretPlace) {
        self.sealed = sealed
        self.place = place
    }
}

/// What a sealed page is made of.
package struct PageBasis: Sendable {
    package let slug: Slug
    package let url: String
    package let user: String
    package let password: StoredSecret
    package let passphrase: StoredSecret
}
