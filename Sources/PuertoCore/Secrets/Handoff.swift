/// A sealed onboarding page that is handed out to a client, and what it was made with.
package struct Handoff: Hashable, Sendable {
    /// Seconds since 1970, UTC: when its passphrase was made.
    package let issuedAt: Int
    /// When what it holds was last sealed: later, when the password or the address changed.
    package let sealedAt: Int
    /// Of the password in it.
    package let fingerprint: String
    /// By somebody, not by Puerto.
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

    /// How long a password that was published sealed should stay: whoever has the page may go on
    /// guessing its passphrase for ever.
    package static let restDays = 14

    /// Seconds since 1970, UTC: by when the password in it should be another one.
    package var rotateBy: Int { sealedAt + Handoff.restDays * 86400 }
}

/// A page that was handed out before the present one.
package struct PastHandoff: Hashable, Sendable {
    /// Seconds since 1970, UTC.
    package let issuedAt: Int
    package let endedAt: Int
    /// Of the password that was in it at the end.
    package let fingerprint: String

    package init(issuedAt: Int, endedAt: Int, fingerprint: String) {
        self.issuedAt = issuedAt
        self.endedAt = endedAt
        self.fingerprint = fingerprint
    }

    /// How many of them a tenant shows.
    package static let limit = 5
}

/// What Puerto keeps for a tenant, as far as it may be shown.
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
