/// The handoff of a sealed onboarding page to a client, and the facts of its sealing.
package struct Handoff: Hashable, Sendable {
    /// The time at which its passphrase was made, in seconds since 1970, UTC.
    package let issuedAt: Int
    /// The time of the last sealing: later than the handoff when the password or the address
    /// changed.
    package let sealedAt: Int
    /// The fingerprint of the password in it.
    package let fingerprint: String
    /// Tells whether an operator chose the passphrase; otherwise Puerto generated it.
    package let hasChosenPassphrase: Bool
    package let page: SealedPage

    package init(
        issuedAt: Int, sealedAt: Int, fingerprint: String, hasChosenPassphrase: Bool,
        page: SealedPage
    ) {
        self.issuedAt = issuedAt
        self.sealedAt = sealedAt
        self.fingerprint = fingerprint
        self.hasChosenPassphrase = hasChosenPassphrase
        self.page = page
    }

    /// Seconds that a sealed and published password should stay in use: a reader of the page can
    /// guess its passphrase without limit.
    package static let restDays = 14

    /// The time by which the password in it should be replaced, in seconds since 1970, UTC.
    package var rotateBy: Int { sealedAt + Handoff.restDays * 86400 }
}

/// An earlier page, replaced or withdrawn.
package struct PastHandoff: Hashable, Sendable {
    /// Seconds since 1970, UTC.
    package let issuedAt: Int
    package let endedAt: Int
    /// The fingerprint of its last password.
    package let fingerprint: String
    /// `nil` for a page that ended before this was recorded, as `endedBy`.
    package let ending: Ending?
    /// The text of the actor who made the next page, or withdrew this one.
    package let endedBy: String?

    package enum Ending: String, CaseIterable, Sendable {
        case replaced, withdrawn
    }

    package init(
        issuedAt: Int, endedAt: Int, fingerprint: String, ending: Ending? = nil,
        endedBy: String? = nil
    ) {
        self.issuedAt = issuedAt
        self.endedAt = endedAt
        self.fingerprint = fingerprint
        self.ending = ending
        self.endedBy = endedBy
    }

    /// The number of earlier pages that a tenant shows.
    package static let limit = 5
}

/// The credentials and handoffs of a tenant, as far as pages may show them.
package struct Custody: Hashable, Sendable {
    /// In the order of `CredentialField`.
    package let credentials: [CredentialFact]
    package let handoff: Handoff?
    /// Newest first, at most `PastHandoff.limit`.
    package let past: [PastHandoff]
    /// The time at which the newest one-time link to its login was made, in seconds since 1970, UTC;
    /// `nil` without one. A link that was revoked or has expired unread does not count.
    package let linkedAt: Int?

    package init(
        credentials: [CredentialFact] = [], handoff: Handoff? = nil, past: [PastHandoff] = [],
        linkedAt: Int? = nil
    ) {
        self.credentials = credentials
        self.handoff = handoff
        self.past = past
        self.linkedAt = linkedAt
    }

    /// Tells whether its client has a page, or has read a link to its login or still can.
    package var isHandedOver: Bool { handoff != nil || linkedAt != nil }

    package func credential(_ field: CredentialField) -> CredentialFact? {
        credentials.first { $0.field == field }
    }
}
