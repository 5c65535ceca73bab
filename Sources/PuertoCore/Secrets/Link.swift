/// Options of a new one-time link.
package struct LinkOffer: Hashable, Sendable {
    package let field: CredentialField
    package let hasPassphrase: Bool
    /// Lifetime in seconds.
    package let lifetime: Int
    package let views: Int

    package static let lifetimes = 60...31 * 86_400
    package static let usualLifetime = 72 * 3600
    package static let mostViews = 10

    /// Throws `invalid` unless the lifetime is from a minute to 31 days and the views are from 1 to
    /// 10.
    package init(
        field: CredentialField, hasPassphrase: Bool = false, lifetime: Int = usualLifetime,
        views: Int = 1
    ) throws {
        guard LinkOffer.lifetimes.contains(lifetime) else {
            throw PuertoError(
                .invalid, "a link cannot live \(lifetime) s", hint: "from 60 s to 31 days"
            ).spanish("un enlace no puede durar \(lifetime) s", hint: "de 60 s a 31 días")
        }
        guard (1...LinkOffer.mostViews).contains(views) else {
            throw PuertoError(.invalid, "\(views) views", hint: "from 1 to \(LinkOffer.mostViews)")
                .spanish("\(views) aperturas", hint: "de 1 a \(LinkOffer.mostViews)")
        }
        self.field = field
        self.hasPassphrase = hasPassphrase
        self.lifetime = lifetime
        self.views = views
    }
}

/// A one-time link as the database keeps it; nothing here opens it.
package struct SealedLink: Hashable, Sendable {
    /// 16 bytes.
    package let id: [UInt8]
    /// SHA-256 of the token that its reader shows.
    package let tokenDigest: [UInt8]
    /// 12 bytes.
    package let nonce: [UInt8]
    package let ciphertext: [UInt8]

    package init(id: [UInt8], tokenDigest: [UInt8], nonce: [UInt8], ciphertext: [UInt8]) {
        self.id = id
        self.tokenDigest = tokenDigest
        self.nonce = nonce
        self.ciphertext = ciphertext
    }
}

/// The receipt of a one-time link. Its `id` differs from the link's.
package struct LinkReceipt: Hashable, Sendable, Codable {
    /// 128 random bits in lower-case hex.
    package let id: String
    package let tenant: Slug
    package let field: CredentialField
    package let hasPassphrase: Bool
    package let state: State
    /// Seconds since 1970, UTC, as the other times.
    package let createdAt: Int
    package let createdBy: String
    package let expiresAt: Int
    package let viewsLeft: Int
    /// The time of the last reading.
    package let readAt: Int?
    /// The network of the last reader, without its last part.
    package let readFrom: String?
    package let revokedAt: Int?
    /// The text of the actor who revoked it; `nil` where that was not recorded.
    package let revokedBy: String?

    package enum State: String, CaseIterable, Sendable, Codable {
        case open, read, expired, revoked
    }

    package init(
        id: String, tenant: Slug, field: CredentialField, hasPassphrase: Bool, state: State,
        createdAt: Int, createdBy: String, expiresAt: Int, viewsLeft: Int, readAt: Int?,
        readFrom: String?, revokedAt: Int? = nil, revokedBy: String? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.field = field
        self.hasPassphrase = hasPassphrase
        self.state = state
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.expiresAt = expiresAt
        self.viewsLeft = viewsLeft
        self.readAt = readAt
        self.readFrom = readFrom
        self.revokedAt = revokedAt
        self.revokedBy = revokedBy
    }
}

extension LinkOffer {
    /// The offer's lines for the history, and for the challenge of its approval.
    package var lines: [String] {
        [
            "field: \(field.rawValue)", "passphrase: \(hasPassphrase ? "yes" : "no")",
            "lifetime: \(lifetime) s", "views: \(views)",
        ]
    }
}

extension LinkOffer: Codable {
    private enum CodingKeys: CodingKey { case field, hasPassphrase, lifetime, views }

    /// Throws what the initializer throws.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            field: fields.decode(CredentialField.self, forKey: .field),
            hasPassphrase: fields.decode(Bool.self, forKey: .hasPassphrase),
            lifetime: fields.decode(Int.self, forKey: .lifetime),
            views: fields.decode(Int.self, forKey: .views))
    }
}
