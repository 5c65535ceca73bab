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

    package init(issuedAt: Int, endedAt: Int, fingerprint: String) {
        self.issuedAt = issuedAt
        self.endedAt = endedAt
        self.fingerprint = fingerprint
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

    package init(
        credentials: [CredentialFact] = [], handoff: Handoff? = nil, past: [PastHandoff] = []
    ) {
        self.credentials = credentials
        self.handoff = handoff
        self.past = past
    }

    package func credential(_ field: CredentialField) -> CredentialFact? {
        credentials.first { $0.field == field }
    }
}
