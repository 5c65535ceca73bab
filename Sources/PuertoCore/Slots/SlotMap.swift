/// What each slot of a host is used for.
package struct SlotMap: Sendable {
    package let host: Host
    /// Slot 0…946 in order.
    package let slots: [(slot: Slot, state: State)]

    package enum State: Hashable, Sendable {
        case recorded(Slug)
        case quarantined(formerTenant: String, until: Int)
        case skipped(SkipReason)
        /// Slot 0 of a host other than the first.
        case reserved
        case free
    }

    /// `now` in seconds since 1970, UTC: a quarantine that is over frees its slot.
    package init(of host: Host, in fleet: Fleet, ports: PortRule, now: Int) {
        var recorded: [Slot: Slug] = [:]
        for tenant in fleet.tenants where tenant.host == host.name {
            recorded[tenant.slot] = tenant.slug
        }
        let resting = fleet.quarantine.filter { $0.host == host.name && $0.until > now }
        self.init(of: host, recorded: recorded, resting: resting, ports: ports)
    }

    /// `recorded` and `resting` are this host's.
    package init(
        of host: Host, recorded: [Slot: Slug], resting: [QuarantinedSlot], ports: PortRule
    ) {
        let quarantined = Dictionary(resting.map { ($0.slot, $0) }) { first, _ in first }
        self.host = host
        slots = ([.base] + Slot.clients).map { slot in
            if let slug = recorded[slot] { return (slot, .recorded(slug)) }
            if slot == .base { return (slot, .reserved) }
            if let held = quarantined[slot] {
                return (slot, .quarantined(formerTenant: held.formerTenant, until: held.until))
            }
            return (slot, ports.reasonToSkip(slot).map(State.skipped) ?? .free)
        }
    }

    package var freeCount: Int { slots.count { $0.state == .free } }
}

extension SkipReason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wellKnown(let port, let service): "port \(port) is \(service)"
        case .operator(let reason): reason
        }
    }
}
