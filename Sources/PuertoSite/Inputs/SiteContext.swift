internal import PuertoCore

/// The site as one page sees it. It records everything that the page asks for, so that the page is
/// made anew when, and only when, something of it has changed.
///
/// Each worker has one, and resets it for each page.
final class SiteContext {
    let site: Site
    /// The links that were looked up before, for any page. The inputs of a link are recorded each
    /// time.
    let links = LinkCache()
    /// The inputs seen that have an argument.
    private(set) var inputs: [Input] = []
    /// The inputs seen that have none, one bit for each kind.
    private var plain: UInt64 = 0
    /// The errors and warnings of the page.
    var diagnostics = Diagnostics()

    init(_ site: Site) {
        self.site = site
        inputs.reserveCapacity(64)
    }
}

extension SiteContext {
    func begin() {
        inputs.removeAll(keepingCapacity: true)
        plain = 0
        diagnostics = Diagnostics()
    }

    @inline(__always)
    func note(_ kind: Input.Kind) { plain |= 1 << UInt64(kind.rawValue) }

    func note(_ input: Input) {
        if !inputs.contains(input) { inputs.append(input) }
    }

    /// Records the inputs of a document.
    func use(_ document: ResolvedDocument) {
        for input in document.inputs { note(input) }
    }

    /// Appends every input that was recorded since `begin`.
    func noted(into all: inout [Input]) {
        all += inputs
        var rest = plain
        while rest != 0 {
            if let kind = Input.Kind(rawValue: UInt8(rest.trailingZeroBitCount)) {
                all.append(Input(kind))
            }
            rest &= rest - 1
        }
    }
}

// From the configuration.
extension SiteContext {
    var agency: Agency {
        note(.agency)
        return site.agency
    }

    var ports: PortRule {
        note(.ports)
        return site.configuration.ports
    }

    var hosts: [Host] {
        note(.hosts)
        return site.configuration.hosts
    }

    var plans: [PricingPlan] {
        note(.plans)
        return site.configuration.plans
    }

    var assets: Assets {
        note(.assets)
        return site.assets
    }

    /// The path at which the hook answers; `nil` for a portal that is only read.
    var hook: String? {
        note(.hook)
        return site.configuration.web?.hook
    }

    /// The menus depend on the languages alone, which are the agency's.
    var menus: Menus {
        note(.agency)
        return site.menus
    }

    /// Seconds after which an answer of a probe holds no longer.
    var sunset: Int {
        note(.rounds)
        return site.configuration.engine.sunset
    }

    /// Seconds after which a measurement of the disk holds no longer.
    var diskSunset: Int {
        note(.rounds)
        return site.configuration.engine.diskSunset
    }

    /// Tells whether a worker makes rounds of probes. None does in a demo.
    var hasRounds: Bool {
        note(.rounds)
        return site.configuration.engine.probeInterval > 0 && !isDemo
    }

    /// The host of this machine, which has the base system: it stays for ever.
    var here: Slug? { site.configuration.hosts.first?.name }

    /// Tells whether the worker's rounds probe the stacks of a host.
    func areProbed(_ host: Slug) -> Bool {
        hasRounds && here == host
    }

    func host(_ name: Slug) -> Host? {
        guard let index = site.hostIndex[name] else {
            // The list of hosts changes when there is one some day.
            note(.hosts)
            return nil
        }
        note(Input(.host, index))
        return site.configuration.hosts[index]
    }

    func plan(_ id: String?) -> PricingPlan? {
        guard let id else { return nil }
        guard let index = site.planIndex[id] else {
            note(.plans)
            return nil
        }
        note(Input(.plan, index))
        return site.configuration.plans[index]
    }

    func plan(of tenant: Tenant) -> PricingPlan? { plan(tenant.plan) }

    func url(of tenant: Tenant) -> String {
        note(.address)
        return site.configuration.url.url(of: tenant, host: host(tenant.host))
    }

    func url(of tenant: TenantLine) -> String {
        note(.address)
        return site.configuration.url.url(of: tenant, host: host(tenant.host))
    }

    /// The locale of the operator's pages in a language.
    func locale(_ l: Language) -> RegionalLocale { agency.locale(l) }

    func price(_ plan: PricingPlan) -> Money {
        Money(minor: plan.monthly, currency: agency.currency)
    }

    func time(_ seconds: Int) -> LocalTime {
        note(.zone)
        return LocalTime(at: seconds, offset: site.clock.offset(seconds))
    }
}
