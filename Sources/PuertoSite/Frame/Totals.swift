internal import PuertoCore

/// What the fleet adds up to.
struct Totals: Sendable {
    private(set) var clients = 0
    private(set) var byStatus: [Tenant.Status: Int] = [:]
    private(set) var byPlan: [String: PlanTotal] = [:]
    /// Minor units a month of the clients that are served.
    private(set) var revenue = 0
    /// The same of drafts: what they will pay once they are ready.
    private(set) var prospective = 0
    /// The same of suspended clients.
    private(set) var paused = 0
    private(set) var hosts: [Slug: HostTotal] = [:]

    init(fleet: Fleet) {
        let monthly = Dictionary(fleet.plans.map { ($0.id, $0.monthly) }) { first, _ in first }
        for tenant in fleet.tenants {
            hosts[tenant.host, default: HostTotal()].add(tenant)
            if tenant.kind == .client { add(tenant, paying: tenant.plan.flatMap { monthly[$0] }) }
        }
    }

    private mutating func add(_ tenant: Tenant, paying price: Int?) {
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

/// How many clients have a plan, and how many of them pay now.
struct PlanTotal: Sendable {
    var clients = 0
    var billed = 0
}

/// What one host carries.
struct HostTotal: Sendable {
    private(set) var byStatus: [Tenant.Status: Int] = [:]

    mutating func add(_ tenant: Tenant) {
        byStatus[tenant.status, default: 0] += 1
    }
}
