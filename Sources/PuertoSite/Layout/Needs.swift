internal import PuertoCore

/// The reasons why a tenant needs the operator's attention.
struct Needs: OptionSet {
    let rawValue: UInt8

    static let down = Needs(rawValue: 1)
    static let degraded = Needs(rawValue: 2)
    static let provisioning = Needs(rawValue: 4)
    static let failedJob = Needs(rawValue: 8)
    static let drift = Needs(rawValue: 16)
    static let diskNearlyFull = Needs(rawValue: 32)
    static let diskFull = Needs(rawValue: 64)
}

extension Needs {
    /// `disk` is the `disk_gb` of its plan.
    init(_ status: Tenant.Status, _ known: OperationsLine, disk: Int? = nil) {
        self = []
        // A client that is down is recorded as degraded: the worse of the two is reported.
        if status.isBilled, known.health == .down {
            insert(.down)
        } else if status == .degraded || (status == .ready && known.health == .degraded) {
            insert(.degraded)
        }
        if status == .provisioning { insert(.provisioning) }
        if known.hasFailed { insert(.failedJob) }
        if known.hasDrift { insert(.drift) }
        guard status != .archived else { return }
        switch DiskState(total: known.disk, limit: disk) {
        case .full: insert(.diskFull)
        case .nearly: insert(.diskNearlyFull)
        case .within, nil: break
        }
    }

    /// The reasons in a few words, the worst first.
    func words(_ l: Language) -> String {
        let all: [(Needs, String)] = [
            (.down, Health.down.word(l)), (.degraded, Health.degraded.word(l)),
            (.diskFull, DiskState.full.word(l)),
            (.failedJob, l("trabajo fallido", "failed job")),
            (.drift, l("difiere de lo registrado", "drift")),
            (.diskNearlyFull, DiskState.nearly.word(l)),
            (.provisioning, Tenant.Status.provisioning.word(l)),
        ]
        return all.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
    }
}
