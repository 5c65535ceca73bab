/// What a probe has found.
package enum Health: String, CaseIterable, Sendable, Codable {
    /// Every service answers as it should, to the tenant's own passwords.
    case healthy
    /// The application answers and says that something is missing.
    case degraded
    /// Something does not answer.
    case down
}

/// A probe of one tenant.
package struct ProbeResult: Hashable, Sendable {
    /// Seconds since 1970, UTC.
    package let at: Int
    package let health: Health
    /// How long it took, in milliseconds.
    package let milliseconds: Int
    /// What is wrong, in a few words; empty when nothing is.
    package let detail: String

    package init(at: Int, health: Health, milliseconds: Int, detail: String = "") {
        self.at = at
        self.health = health
        self.milliseconds = milliseconds
        self.detail = detail
    }
}

/// A day's probes of one tenant.
package struct HealthDay: Hashable, Sendable {
    package let day: Day
    package let healthy: Int
    package let degraded: Int
    package let down: Int

    package init(day: Day, healthy: Int, degraded: Int, down: Int) {
        self.day = day
        self.healthy = healthy
        self.degraded = degraded
        self.down = down
    }

    /// How many days a page shows.
    package static let shown = 30
}

/// Something about a tenant that is not as its record says.
package struct Drift: Hashable, Sendable {
    package let kind: Kind
    /// What: a container, a port, a file.
    package let subject: String
    package let found: String
    /// The command that mends it.
    package let mend: String

    package init(_ kind: Kind, subject: String, found: String, mend: String) {
        self.kind = kind
        self.subject = subject
        self.found = found
        self.mend = mend
    }

    package enum Kind: String, CaseIterable, Sendable, Codable {
        case container, image, network, stackFile, secretFile, state, page, stray
    }
}
