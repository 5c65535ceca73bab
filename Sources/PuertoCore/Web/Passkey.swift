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
    /// True when a provider keeps it on several devices.
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

/// The acts that the portal asks passkeys for.
package struct PasskeyPolicy: Hashable, Sendable, Codable {
    /// Says whether the portal shows credentials and makes one-time links.
    package var reveal: Reveal
    /// The proof that actions ask for where a password may be enough.
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

/// An act that was approved, as the history has it.
package struct Approval: Hashable, Sendable, Codable {
    /// Seconds since 1970, UTC.
    package let at: Int
    /// `reveal`, `link`, or an action's name.
    package let act: String
    package let tenant: String
    /// The passkey's label.
    package let passkey: String

    package init(at: Int, act: String, tenant: String, passkey: String) {
        self.at = at
        self.act = act
        self.tenant = tenant
        self.passkey = passkey
    }
}

/// A use of a passkey whose signature was verified. It is recorded with the act that it approves.
package struct PasskeyUse: Hashable, Sendable {
    /// The passkey's row.
    package let row: Int
    package let label: String
    /// The authenticator's count, and whether the passkey is synced now.
    package let signCount: Int
    package let isSynced: Bool
    /// The row of the tenant that the signature covers; `nil` for a login.
    package var tenant: Int?

    package init(row: Int, label: String, signCount: Int, isSynced: Bool) {
        self.row = row
        self.label = label
        self.signCount = signCount
        self.isSynced = isSynced
    }
}
