package import PuertoCore

/// The operations with keys that the store delegates. The store holds no key, and gets back only
/// sealed values.
package struct Keeper: Sendable {
    /// Makes the digest of a line of the history from the line and the digest before it, 32 bytes
    /// each. It needs no key.
    package var digestLine: @Sendable (AuditLine, [UInt8]) -> [UInt8]
    /// Makes the code that an older version sealed a line with. `nil` where its key is gone.
    package var oldCode: (@Sendable (AuditLine, [UInt8]) -> [UInt8])?
    /// Signs epochs of the history. `nil` where their key is not available.
    package var epochs: EpochKeeper?
    /// Makes a new password sealed for a place. `nil` where the master key is not available.
    package var generate: (@Sendable (CredentialField, SecretPlace) throws -> SealedCredential)?
    /// Makes a client's onboarding page from the sealed password and passphrase.
    package var sealPage: @Sendable (PageBasis) throws -> SealedPage

    package init(
        digestLine: @escaping @Sendable (AuditLine, [UInt8]) -> [UInt8],
        generate: @escaping @Sendable (CredentialField, SecretPlace) throws -> SealedCredential,
        sealPage: @escaping @Sendable (PageBasis) throws -> SealedPage
    ) {
        self.digestLine = digestLine
        self.generate = generate
        self.sealPage = sealPage
    }

    /// Makes the web tier's keeper, which has no key and can neither open nor make a credential.
    package init(digestLine: @escaping @Sendable (AuditLine, [UInt8]) -> [UInt8]) {
        self.digestLine = digestLine
        sealPage = { _ in
            throw PuertoError(.unsupported, "the web tier has no key for a client's page")
        }
    }
}

/// The operations with the key of the current epoch of the history. They are called with the
/// database locked, but for `fit`.
package struct EpochKeeper: Sendable {
    /// Tells whether the key file has the key of the epoch with a public key.
    package var fit: @Sendable ([UInt8]) throws -> EpochKeyFit
    /// Makes the next epoch; its key is on the disk when it returns.
    package var next: @Sendable (EpochBasis) throws -> SignedEpoch
    /// Deletes all keys but the one with this public key.
    package var forget: @Sendable ([UInt8]) throws -> Void

    package init(
        fit: @escaping @Sendable ([UInt8]) throws -> EpochKeyFit,
        next: @escaping @Sendable (EpochBasis) throws -> SignedEpoch,
        forget: @escaping @Sendable ([UInt8]) throws -> Void
    ) {
        self.fit = fit
        self.next = next
        self.forget = forget
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
