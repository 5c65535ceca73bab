/// What lists show of a tenant's running stack.
package struct OperationsLine: Hashable, Sendable {
    /// What the last probe found; `nil` without one, and when its state is newer than the probe.
    package let health: Health?
    /// Seconds since 1970, UTC: when that was found; 0 without a health.
    package let probedAt: Int
    /// Whether its newest job has failed.
    package let hasFailed: Bool
    /// Whether something was found that is not as its record says.
    package let hasDrift: Bool

    package init(
        health: Health? = nil, probedAt: Int = 0, hasFailed: Bool = false, hasDrift: Bool = false
    ) {
        self.health = health
        self.probedAt = probedAt
        self.hasFailed = hasFailed
        self.hasDrift = hasDrift
    }
}

extension OperationsLine {
    package init(_ operations: Operations) {
        let probe = operations.presentProbe
        self.init(
            health: probe?.health, probedAt: probe?.at ?? 0,
            hasFailed: operations.jobs.first?.state == .failed,
            hasDrift: !operations.drift.isEmpty)
    }
}

extension Operations {
    /// The last probe, unless it is older than the state: then it tells of another one.
    package var presentProbe: ProbeResult? {
        guard let probe, probe.at >= stateSince ?? .min else { return nil }
        return probe
    }
}
