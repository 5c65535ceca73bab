/// Facts about a tenant's running stack, as pages show them.
package struct Operations: Hashable, Sendable {
    /// The time since which its state holds, in seconds since 1970, UTC; `nil` when no job has set
    /// it.
    package let stateSince: Int?
    /// The reason for a suspension or an archive.
    package let reason: String?
    package let probe: ProbeResult?
    /// Newest first, at most `HealthDay.shown`; days without a probe are left out.
    package let days: [HealthDay]
    /// Newest first, at most `Operations.jobsShown`, with their steps.
    package let jobs: [Job]
    /// The time of the last comparison with the record, in seconds since 1970, UTC.
    package let comparedAt: Int?
    package let drift: [Drift]
    /// Its use of the disk; `nil` when it was never measured.
    package let disk: DiskUse?
    /// Its use in the last whole hour that was measured; `nil` before the first.
    package let hour: HourOfUse?
    /// The scripts that its Windmill has; `nil` when none were pushed.
    package let scripts: ScriptState?

    package init(
        stateSince: Int? = nil, reason: String? = nil, probe: ProbeResult? = nil,
        days: [HealthDay] = [], jobs: [Job] = [], comparedAt: Int? = nil, drift: [Drift] = [],
        disk: DiskUse? = nil, hour: HourOfUse? = nil, scripts: ScriptState? = nil
    ) {
        self.stateSince = stateSince
        self.reason = reason
        self.probe = probe
        self.days = days
        self.jobs = jobs
        self.comparedAt = comparedAt
        self.drift = drift
        self.disk = disk
        self.hour = hour
        self.scripts = scripts
    }

    package static let jobsShown = 5
}
