package import PuertoCore

/// The operations with keys that the store delegates. The store holds no key, and gets back only
/// sealed values.
package struct Keeper: Sendable {
    /// Makes the code of a line of the history from the line and the code before it, 32 bytes each.
    package var sealLine: @Sendable (AuditLine, [UInt8]) throws -> [UInt8]
    /// Makes a new password sealed for a place. `nil` where the master key is not available.
    package var generate: (@Sendable (CredentialField, SecretPlace) throws -> SealedCredential)?
    /// Makes a client's onboarding page from the sealed password and passphrase.
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

    /// Makes the web tier's keeper, which seals history and can neither open nor make a credential.
    package init(sealLine: @escaping @Sendable (AuditLine, [UInt8]) throws -> [UInt8]) {
        self.sealLine = sealLine
        sealPage = { _ in
            throw PuertoError(.unsupported, "the web tier has no key for a client's page")
        }
    }
}

/// A sealed value to be recorded.
package struct SealedCredential: Sendable {
    package let sealed: SealedSecret
    /// Eight letters and a hyphen, as in `7QX2-MV0C`.
    package let fingerprint: String

    package init(sealed: SealedSecret, fingerprint: String) {
        self.sealed = sealed
        self.fingerprint = fingerprint
    }
}

/// A recorded sealed value and the place it is sealed for.
package struct StoredSecret: Hashable, Sendable {
    package let sealed: SealedSecret
    package let place: SecretPlace

    package init(sealed: SealedSecret, place: SecretPlace) {
        self.sealed = sealed
        self.place = place
    }
}

/// The values that an onboarding page is sealed from.
package struct PageBasis: Sendable {
    package let slug: Slug
    package let url: String
    package let user: String
    package let password: StoredSecret
    package let passphrase: StoredSecret
}
