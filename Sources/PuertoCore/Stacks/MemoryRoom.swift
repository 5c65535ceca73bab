/// The memory of a host's machine, and what the limits of its clients with containers add up to, in
/// MiB.
package struct MemoryRoom: Hashable, Sendable {
    package let total: Int
    package let sold: Int

    package init(total: Int, sold: Int) {
        self.total = total
        self.sold = sold
    }

    /// The memory that no limit has been given yet; negative where more was given than there is.
    package var left: Int { total - sold }

    /// Counts the clients of a plan that the machine still has memory for.
    package func fits(_ plan: PricingPlan) -> Int {
        let each = StackLimits(StackOptions(), plan: plan).allMemory
        return each > 0 ? max(0, left) / each : 0
    }
}

extension MemoryRoom {
    /// The memory that is left, in words; none where more was given than there is.
    package func leftText(_ locale: RegionalLocale) -> String {
        DiskText.size(max(0, left), locale)
    }

    /// Says how many more clients of `plan` fit, or by how much the limits exceed the machine. `nil`
    /// without a plan to count in.
    package func fitText(_ plan: PricingPlan?, _ locale: RegionalLocale) -> String? {
        let l = locale.language
        guard left >= 0 else {
            let excess = DiskText.size(-left, locale)
            return l(
                "los límites dados pasan en \(excess) de su memoria",
                "the limits given exceed its memory by \(excess)")
        }
        guard let plan else { return nil }
        let count = fits(plan)
        switch count {
        case 0: return l("no cabe otro del plan \(plan.name)", "no other of plan \(plan.name) fits")
        case 1: return l("cabe 1 más del plan \(plan.name)", "room for 1 more of plan \(plan.name)")
        default:
            return l(
                "caben \(count.grouped(locale)) más del plan \(plan.name)",
                "room for \(count.grouped(locale)) more of plan \(plan.name)")
        }
    }
}

extension Fleet {
    /// Adds up the memory in MiB that the limits of a host's clients give. Clients that never ran,
    /// and archived ones, have no containers; those of an observed one have limits of their own.
    package func soldMemory(on host: Slug, besides slug: Slug? = nil) -> (memory: Int, clients: Int)
    {
        var sold = (memory: 0, clients: 0)
        for tenant in tenants where tenant.slug != slug && tenant.host == host {
            guard tenant.kind == .client, !tenant.isObserved, tenant.hasContainers else { continue }
            let plan = plans.first { $0.id == tenant.plan }
            sold.memory += StackLimits(tenant.stack, plan: plan).allMemory
            sold.clients += 1
        }
        return sold
    }
}

extension Tenant {
    /// Tells whether containers of its stack exist, running or stopped.
    fileprivate var hasContainers: Bool {
        switch status {
        case .provisioning, .ready, .degraded, .suspended: true
        case .draft, .archived: false
        }
    }
}
