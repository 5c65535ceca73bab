internal import PuertoCore

/// What every page may look at: the records, indexed once, and the totals.
///
/// Nothing in it changes. It is a class because tens of thousands of pages hold it: a reference is
/// one count to keep, the value would be a dozen.
final class SiteContext: Sendable {
    let configuration: Configuration
    let fleet: Fleet
    let assets: Assets
    let totals: Totals
    let menus: Menus
    let slotMaps: [Slug: SlotMap]
    let hosts: [Slug: Host]
    let plans: [String: Plan]
    /// Distance from UTC in seconds at a moment, in the agency's time zone.
    let offset: @Sendable (Int) -> Int

    init(
        configuration: Configuration, fleet: Fleet, offset: @escaping @Sendable (Int) -> Int
    ) {
        self.configuration = configuration
        self.fleet = fleet
        self.offset = offset
        assets = Assets(agency: configuration.agency)
        hosts = Dictionary(fleet.hosts.map { ($0.name, $0) }) { first, _ in first }
        plans = Dictionary(fleet.plans.map { ($0.id, $0) }) { first, _ in first }
        menus = Menus(languages: configuration.agency.languages)
        totals = Totals(fleet: fleet)
        // The records' quarantine is already that of today.
        let maps = fleet.hosts.map {
            ($0.name, SlotMap(of: $0, in: fleet, ports: configuration.ports, now: 0))
        }
        slotMaps = Dictionary(maps) { first, _ in first }
    }
}

extension SiteContext {
    var agency: Agency { configuration.agency }

    var base: Tenant? { fleet.tenants.first { $0.kind == .base } }

    func url(of tenant: Tenant) -> String {
        configuration.url.url(of: tenant, host: hosts[tenant.host])
    }

    func plan(of tenant: Tenant) -> Plan? { tenant.plan.flatMap { plans[$0] } }

    /// Slots that may still be handed out, on all hosts.
    var slotsLeft: Int { slotMaps.values.reduce(0) { $0 + $1.freeCount } }

    func freeSlots(on host: Slug) -> Int { slotMaps[host]?.freeCount ?? 0 }

    func price(of tenant: Tenant) -> Money? { plan(of: tenant).map(price) }

    func price(_ plan: Plan) -> Money {
        Money(minor: plan.monthly, currency: agency.currency)
    }

    func time(_ seconds: Int) -> LocalTime { LocalTime(at: seconds, offset: offset(seconds)) }
}
