/// What is known of a tenant's running stack, as pages show it.
package struct Operations: Hashable, Sendable {
    /// Seconds since 1970, UTC: since when its state is what it is; `nil` when no job has set it.
    package let stateSince: Int?
    /// Why it is suspended or archived.
    package let reason: String?
    package let probe: ProbeResult?
    /// Newest first, at most `HealthDay.shown`; days without a probe are left out.
    package let days: [HealthDay]
    /// Newest first, at most `Operations.jobsShown`, with their steps.
    package let jobs: [Job]
    /// Seconds since 1970, UTC: when record and world were last compared.
    package let comparedAt: Int?
    package let drift: [Drift]

    package init(
        stateSince: Int? = nil, reason: String? = nil, probe: ProbeResult? = nil,
        days: [HealthDay] = [], jobs: [Job] = [], comparedAt: Int? = nil, drift: [Drift] = []
    ) {
        self.stateSince = stateSince
        self.reason = reason
        self.probe = probe
        self.days = days
        self.jobs = jobs
        self.comparedAt = comparedAt
        self.drift = drift
    }

    package static let jobsShown = 5
}
