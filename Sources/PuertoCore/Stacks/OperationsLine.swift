/// Facts about a tenant's running stack that lists show.
package struct OperationsLine: Hashable, Sendable {
    /// The result of the last probe; `nil` without one, or when the state is newer than the probe.
    package let health: Health?
    /// The time of that probe, in seconds since 1970, UTC; 0 without a health.
    package let probedAt: Int
    /// Tells whether its newest job has failed.
    package let hasFailed: Bool
    /// Tells whether its newest job is queued or runs.
    package let isBusy: Bool
    /// Tells whether the last comparison found a difference from the record.
    package let hasDrift: Bool
    /// MiB that it takes of the disk; 0 when it was never measured.
    package let disk: Int

    package init(
        health: Health? = nil, probedAt: Int = 0, hasFailed: Bool = false, isBusy: Bool = false,
        hasDrift: Bool = false, disk: Int = 0
    ) {
        self.health = health
        self.probedAt = probedAt
        self.hasFailed = hasFailed
        self.isBusy = isBusy
        self.hasDrift = hasDrift
        self.disk = disk
    }
}

extension OperationsLine {
    package init(_ operations: Operations) {
        let (probe, job) = (operations.presentProbe, operations.jobs.first?.state)
        self.init(
            health: probe?.health, probedAt: probe?.at ?? 0,
            hasFailed: job == .failed, isBusy: job == .queued || job == .running,
            hasDrift: operations.drift.contains { $0.verdict == .differs },
            disk: operations.disk?.total ?? 0)
    }
}

extension Operations {
    /// The last probe, unless it is older than the state and so describes an earlier one.
    package var presentProbe: ProbeResult? {
        guard let probe, probe.at >= stateSince ?? .min else { return nil }
        return probe
    }
}
