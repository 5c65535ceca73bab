/// The facts that the first page, `puerto` and `puerto status` tell: how many clients there are in
/// which state, which of them need the operator, and which wait for a step.
package struct FleetHome: Sendable {
    package private(set) var clients = 0
    /// The clients whose stacks Puerto did not make.
    package private(set) var observed = 0
    package private(set) var byStatus: [Tenant.Status: Int] = [:]
    /// The clients that are not archived, by their plan.
    package private(set) var byPlan: [String: Int] = [:]
    /// The probes of the clients that are to run.
    package private(set) var probes = ProbeTotals()
    /// The clients that need the operator, the worst first, at most `named`.
    package private(set) var needs: [Need] = []
    /// The number of clients that need the operator.
    package private(set) var needing = 0
    /// Clients that run well and can be handed over.
    package private(set) var unserved = Queue()
    /// The first client that runs well and lacks what its handoff takes, and its step.
    package private(set) var lacking: (line: TenantLine, step: NextStep)?
    package private(set) var drafts = Queue()

    /// The most clients that the first page names.
    package static let named = 8

    /// Clients that wait for the same step: the first one, and how many there are.
    package struct Queue: Sendable {
        package fileprivate(set) var first: TenantLine?
        package fileprivate(set) var count = 0

        fileprivate mutating func add(_ line: TenantLine) {
            first = first ?? line
            count += 1
        }
    }
}

extension FleetHome {
    /// Looks once at every client. `lines` are the records' lines in their order; `diskLimit` is
    /// the `disk_gb` of a client's plan.
    package init(
        _ records: FleetRecords, _ lines: [TenantLine], diskLimit: (TenantLine) -> Int?
    ) {
        var needy: [(place: Int, reasons: Needs)] = []
        var probed: [OperationsLine] = []
        let here = records.hosts.first?.name
        for (place, line) in lines.enumerated() where line.kind == .client {
            let known = records.operationsLine(place)
            clients += 1
            if line.isObserved { observed += 1 }
            byStatus[line.status, default: 0] += 1
            if line.status.isBilled { probed.append(known) }
            if line.status != .archived, let plan = line.plan { byPlan[plan, default: 0] += 1 }
            let reasons = Needs(line.status, known, disk: diskLimit(line))
            if !reasons.isEmpty {
                needy.append((place, reasons))
            } else if line.away(from: here) == nil, !known.isBusy {
                wait(line, line.status == .ready ? records.access(place) : HandoffFacts())
            }
        }
        probes = ProbeTotals(probed)
        needing = needy.count
        needy.sort { ($0.reasons.urgency, $0.place) < ($1.reasons.urgency, $1.place) }
        needs = needy.prefix(FleetHome.named).map { place, reasons in
            Need(
                lines[place], reasons, records.operations(place), records.access(place),
                here: here, diskLimit: diskLimit(lines[place]))
        }
    }

    /// Puts a client of this machine without a need or an open job into the queue of its step.
    private mutating func wait(_ line: TenantLine, _ access: HandoffFacts) {
        let step = NextStep(
            NextStep.Facts(status: line.status, access: access, isObserved: line.isObserved))
        switch step {
        case .provision: drafts.add(line)
        case .handOver: unserved.add(line)
        case .giveContact, .recordPassword: lacking = lacking ?? (line, step)
        case .wait, .retry, .makeRoom, .restart, .reconcile, .resume, .bringBack, .elsewhere,
            .look, .nothing:
            break
        }
    }

    /// The number of clients that need the operator and are not among `needs`.
    package var more: Int { needing - needs.count }

    /// The plan that most clients have, in which the room of a machine is counted: the first of
    /// several, and the first one of all while no client has a plan.
    package func usualPlan(_ plans: [PricingPlan]) -> PricingPlan? {
        let most = plans.lazy.map { byPlan[$0.id] ?? 0 }.max() ?? 0
        return plans.first { (byPlan[$0.id] ?? 0) == most }
    }

    /// Tells whether some client is to run, so that a worker has something to look at.
    package var hasRunning: Bool { byStatus.contains { $0.key.isBilled && $0.value > 0 } }
}

extension FleetHome {
    package func add(to print: inout Fingerprint) {
        print.add(clients)
        print.add(observed)
        for status in Tenant.Status.allCases { print.add(byStatus[status] ?? 0) }
        for (plan, count) in byPlan.sorted(by: { $0.key < $1.key }) {
            print.add(plan)
            print.add(count)
        }
        print.add(needing)
        for need in needs { need.add(to: &print) }
        print.add(lacking?.line.slug.text ?? "")
        print.add(lacking?.line.name ?? "")
        print.add(lacking?.step == .giveContact ? 1 : 0)
        for queue in [unserved, drafts] {
            print.add(queue.count)
            print.add(queue.first?.slug.text ?? "")
            print.add(queue.first?.name ?? "")
        }
    }
}
