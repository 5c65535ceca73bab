internal import PuertoCore

extension Preflight {
    /// Why other machines would reach this stack's containers; `nil` when none would, or when the
    /// configuration accepts it.
    private var exposure: String? {
        guard settings.firewall.needsTable(on: engineVersion) else { return nil }
        return firewall.problem.map { problem in
            FirewallPolicy.forwards(engineVersion)
                ? "Docker \(engineVersion) lets other machines reach containers past 127.0.0.1, and "
                    + problem
                : "the firewall that puerto.yaml requires is not there: \(problem)"
        }
    }

    /// Tells whether the stack is one that ran when it was last recorded. Such a stack is started in any
    /// case: a client that is down helps nobody, and `doctor` tells of the firewall.
    private var hasRun: Bool {
        switch spec.tenant.status {
        case .ready, .degraded: true
        case .draft, .provisioning, .suspended, .archived: false
        }
    }

    /// The error for a new start without the packet filter.
    var firewallProblems: [PuertoError] {
        guard !hasRun, let exposure else { return [] }
        return [
            PuertoError(
                .conflict, exposure,
                hint: "\(FirewallState.mend) installs one; "
                    + "engine: {firewall: off} in puerto.yaml does without")
        ]
    }

    /// The remark about a start that goes on all the same.
    package var remark: String? { hasRun ? exposure.map { "careful: \($0)" } : nil }
}
