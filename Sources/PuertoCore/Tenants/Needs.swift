/// The reasons why a tenant needs the operator's attention.
package struct Needs: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let down = Needs(rawValue: 1)
    package static let degraded = Needs(rawValue: 2)
    package static let provisioning = Needs(rawValue: 4)
    package static let failedJob = Needs(rawValue: 8)
    package static let drift = Needs(rawValue: 16)
    package static let diskNearlyFull = Needs(rawValue: 32)
    package static let diskFull = Needs(rawValue: 64)
}

extension Needs {
    /// `disk` is the `disk_gb` of its plan.
    package init(_ status: Tenant.Status, _ known: OperationsLine, disk: Int? = nil) {
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
    package func words(_ l: Language) -> String {
        each.map { $0.word(l) }.joined(separator: ", ")
    }

    /// Single reasons, the worst first.
    package var each: [Needs] { Needs.worstFirst.filter(contains) }

    /// The place of the worst reason among all; lower is worse.
    var urgency: Int { Needs.worstFirst.firstIndex(where: contains) ?? Needs.worstFirst.count }

    private static let worstFirst: [Needs] = [
        .down, .degraded, .diskFull, .failedJob, .drift, .diskNearlyFull, .provisioning,
    ]

    /// The words of a single reason.
    private func word(_ l: Language) -> String {
        switch self {
        case .down: Health.down.word(l)
        case .degraded: Health.degraded.word(l)
        case .diskFull: DiskState.full.word(l)
        case .failedJob: l("trabajo fallido", "failed job")
        case .drift: l("difiere de lo registrado", "drift")
        case .diskNearlyFull: DiskState.nearly.word(l)
        case .provisioning: Tenant.Status.provisioning.word(l)
        default: ""
        }
    }
}
