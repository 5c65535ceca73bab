/// The use of every slot of a host.
package struct SlotMap: Sendable {
    package let host: Host
    /// Slots 0…946 in order, each with its state.
    package let slots: [(slot: Slot, state: State)]

    package enum State: Hashable, Sendable {
        case recorded(Slug)
        case quarantined(formerTenant: String, until: Int)
        case skipped(SkipReason)
        /// Something other than a recorded stack uses this port of the slot.
        case inUse(port: Int)
        /// Slot 0 of a host other than the first.
        case reserved
        case free
    }

    /// `now` is in seconds since 1970, UTC: a quarantine that is over frees its slot.
    package init(of host: Host, in fleet: Fleet, ports: PortRule, now: Int) {
        var recorded: [Slot: Slug] = [:]
        for tenant in fleet.tenants where tenant.host == host.name {
            recorded[tenant.slot] = tenant.slug
        }
        let resting = fleet.quarantine.filter { $0.host == host.name && $0.until > now }
        let seen = fleet.observedPorts.first { $0.host == host.name }
        self.init(
            of: host, recorded: recorded, resting: resting, ports: ports,
            inUse: Set(seen?.ports ?? []))
    }

    /// `recorded`, `resting` and `inUse` are this host's. A recorded slot's ports may be in use by
    /// its own stack.
    package init(
        of host: Host, recorded: [Slot: Slug], resting: [QuarantinedSlot], ports: PortRule,
        inUse: Set<Int> = []
    ) {
        let quarantined = Dictionary(resting.map { ($0.slot, $0) }) { first, _ in first }
        self.host = host
        slots = ([.base] + Slot.clients).map { slot in
            if let slug = recorded[slot] { return (slot, .recorded(slug)) }
            if slot == .base { return (slot, .reserved) }
            if let held = quarantined[slot] {
                return (slot, .quarantined(formerTenant: held.formerTenant, until: held.until))
            }
            if let reason = ports.reasonToSkip(slot) { return (slot, .skipped(reason)) }
            return (slot, ports.portInUse(slot, among: inUse).map(State.inUse) ?? .free)
        }
    }

    package var freeCount: Int { slots.count { $0.state == .free } }

    /// The slots that would be free if this port were not in use.
    package var portsInUse: [(slot: Slot, port: Int)] {
        slots.compactMap { slot, state in
            guard case .inUse(let port) = state else { return nil }
            return (slot, port)
        }
    }
}

extension SkipReason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wellKnown(let port, let service): "port \(port) is \(service)"
        case .operator(let reason): reason
        }
    }
}
