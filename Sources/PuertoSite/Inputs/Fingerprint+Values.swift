internal import PuertoCore

// Each function adds every stored property; a test counts them.
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

    mutating func add(_ ports: PortRule) {
        for port in [ports.app, ports.postgres, ports.redis] { add(port) }
        for (slot, reason) in ports.skip.sorted(by: { $0.key < $1.key }) {
            add(slot)
            add(reason)
        }
    }

    mutating func add(_ slot: QuarantinedSlot) {
        add(slot.host.text)
        add(slot.slot.number)
        add(slot.formerTenant)
        add(slot.until)
    }
}
