internal import PuertoCore

/// The totals of the fleet.
struct Totals: Sendable {
    private(set) var clients = 0
    private(set) var byStatus: [Tenant.Status: Int] = [:]
    private(set) var byPlan: [String: PlanTotal] = [:]
    /// The monthly revenue of the clients that are served, in minor units.
    private(set) var revenue = 0
    /// The monthly price of drafts, which they will pay once they are ready.
    private(set) var prospective = 0
    /// The monthly price of suspended clients.
    private(set) var paused = 0

    init(lines: [TenantLine], plans: [PricingPlan]) {
        let monthly = Dictionary(plans.map { ($0.id, $0.monthly) }) { first, _ in first }
        for line in lines where line.kind == .client {
            add(line, paying: line.plan.flatMap { monthly[$0] })
        }
    }

    private mutating func add(_ tenant: TenantLine, paying price: Int?) {
        clients += 1
        byStatus[tenant.status, default: 0] += 1
        guard let plan = tenant.plan, let price else { return }
        byPlan[plan, default: PlanTotal()].clients += 1
        switch tenant.status {
        case .ready, .degraded:
            revenue += price
            byPlan[plan, default: PlanTotal()].billed += 1
        case .draft, .provisioning: prospective += price
        case .suspended: paused += price
        case .archived: break
        }
    }
}

/// The number of clients that have a plan, and of those that pay now.
struct PlanTotal: Sendable {
    var clients = 0
    var billed = 0
}

extension Totals {
    func add(to print: inout Fingerprint) {
        for number in [clients, revenue, prospective, paused] { print.add(number) }
        for status in Tenant.Status.allCases { print.add(byStatus[status] ?? 0) }
        for (plan, total) in byPlan.sorted(by: { $0.key < $1.key }) {
            print.add(plan)
            print.add(total.clients)
            print.add(total.billed)
        }
    }
}
