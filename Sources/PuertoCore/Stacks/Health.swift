/// The result of a probe.
package enum Health: String, CaseIterable, Sendable, Codable {
    /// Every service answers as it should and accepts the tenant's passwords.
    case healthy
    /// The application answers and reports that something is missing.
    case degraded
    /// A service does not answer.
    case down
}

/// One probe of a tenant.
package struct ProbeResult: Hashable, Sendable {
    /// Seconds since 1970, UTC.
    package let at: Int
    package let health: Health
    /// Duration in milliseconds.
    package let milliseconds: Int
    /// The fault in a few words; empty when there is none.
    package let detail: String

    package init(at: Int, health: Health, milliseconds: Int, detail: String = "") {
        self.at = at
        self.health = health
        self.milliseconds = milliseconds
        self.detail = detail
    }
}

/// A day's probes of one tenant, made while it was to run.
package struct HealthDay: Hashable, Sendable {
    package let day: Day
    package let healthy: Int
    package let degraded: Int
    package let down: Int
    /// The hours of the day in which there was a probe, 0…24.
    package let hours: Int

    package init(day: Day, healthy: Int, degraded: Int, down: Int, hours: Int) {
        self.day = day
        self.healthy = healthy
        self.degraded = degraded
        self.down = down
        self.hours = hours
    }

    /// The number of days that a page shows.
    package static let shown = 30
}

extension Tenant.Status {
    /// Tells whether a stack in this state is to run. Other time counts as neither up nor down.
    package var isToRun: Bool {
        switch self {
        case .ready, .degraded: true
        case .draft, .provisioning, .suspended, .archived: false
        }
    }
}
