internal import PuertoCore

extension Preflight {
    /// Why other machines would reach this stack's containers; `nil` when none would, or when the
    /// configuration accepts it.
    private func exposure(_ l: Language) -> String? {
        guard settings.firewall.needsTable(on: engineVersion) else { return nil }
        return firewall.problem(l).map { problem in
            FirewallPolicy.forwards(engineVersion)
                ? l(
                    "Docker \(engineVersion) deja que otras máquinas lleguen a los contenedores más "
                        + "allá de 127.0.0.1, y \(problem)",
                    "Docker \(engineVersion) lets other machines reach containers past 127.0.0.1, "
                        + "and \(problem)")
                : l(
                    "falta el cortafuegos que pide puerto.yaml: \(problem)",
                    "the firewall that puerto.yaml requires is not there: \(problem)")
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
        guard !hasRun, let english = exposure(.en), let spanish = exposure(.es) else {
            return []
        }
        return [
            PuertoError(
                .conflict, english,
                hint: "\(FirewallState.mend) installs one; "
                    + "engine: {firewall: off} in puerto.yaml does without"
            ).spanish(
                spanish,
                hint: "\(FirewallState.mend) instala uno; "
                    + "engine: {firewall: off} en puerto.yaml prescinde de él")
        ]
    }

    /// The remark about a start that goes on all the same.
    package var remark: String? { hasRun ? exposure(.en).map { "careful: \($0)" } : nil }
}
