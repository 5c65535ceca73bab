/// A passkey of an operator (Web Authentication, Level 2): the public half, which verifies
/// signatures.
package struct Passkey: Hashable, Sendable, Codable {
    /// The row's id.
    package let id: Int
    package let `operator`: Slug
    package let key: PasskeyKey
    /// The host name that it was made for; browsers use it there and nowhere else.
    package let relyingParty: String
    /// The name of the authenticator, as the operator sees it.
    package let label: String
    /// Whether a provider keeps it on several devices.
    package let isSynced: Bool
    /// The authenticator's own count of its signatures; 0 for one that does not count.
    package let signCount: Int
    /// Seconds since 1970, UTC, as the other time.
    package let addedAt: Int
    package let usedAt: Int?

    package init(
        id: Int, operator: Slug, key: PasskeyKey, relyingParty: String, label: String,
        isSynced: Bool, signCount: Int, addedAt: Int, usedAt: Int?
    ) {
        self.id = id
        self.operator = `operator`
        self.key = key
        self.relyingParty = relyingParty
        self.label = label
        self.isSynced = isSynced
        self.signCount = signCount
        self.addedAt = addedAt
        self.usedAt = usedAt
    }
}

/// The credential id and the public key of a passkey.
package struct PasskeyKey: Hashable, Sendable, Codable {
    /// 1 to 1023 bytes.
    package let credential: [UInt8]
    package let algorithm: Algorithm
    /// A point of P-256 (SEC 1, uncompressed, 65 bytes), or an RSA key (PKCS #1, DER).
    package let publicKey: [UInt8]

    /// The number that COSE has for an algorithm (RFC 9053, RFC 8812).
    package enum Algorithm: Int, CaseIterable, Sendable, Codable {
        case es256 = -7
        case rs256 = -257
    }

    package init(credential: [UInt8], algorithm: Algorithm, publicKey: [UInt8]) {
        self.credential = credential
        self.algorithm = algorithm
        self.publicKey = publicKey
    }
}

/// What the portal asks passkeys for.
package struct PasskeyPolicy: Hashable, Sendable, Codable {
    /// Whether the portal shows credentials and makes one-time links.
    package var reveal: Reveal
    /// What is enough for the actions that a password is enough for.
    package var requires: Requirement

    package init(reveal: Reveal = .passkey, requires: Requirement = .password) {
        self.reveal = reveal
        self.requires = requires
    }

    package enum Reveal: String, CaseIterable, Sendable, Codable {
        /// Only the command line does.
        case off
        /// It does with a passkey.
        case passkey
    }

    package enum Requirement: String, CaseIterable, Sendable, Codable {
        case password, passkey
    }
}
