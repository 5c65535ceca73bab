internal import PuertoCore

// Every stored property of each; a test counts them.
extension Fingerprint {
    mutating func add(_ host: Host) {
        add(host.name.text)
        add(host.address)
    }

    mutating func add(_ plan: PricingPlan) {
        add(plan.id)
        add(plan.name)
        add(plan.monthly)
        let limits = plan.limits
        add(limits.cpus.map { $0.bitPattern } ?? .max)
        for limit in [limits.memoryMB, limits.diskGB, limits.users, limits.jobsPerMonth] {
            add(limit ?? -1)
        }
    }

    mutating func add(_ slot: QuarantinedSlot) {
        add(slot.host.text)
        add(slot.slot.number)
        add(slot.formerTenant)
        add(slot.until)
    }
}
