internal import PuertoCore

/// What one page sees of the site: everything it asks for is noted, so that the page is made anew
/// when, and only when, something of it has changed.
///
/// A worker has one, and begins anew for each page.
final class SiteContext {
    let site: Site
    /// Links that were looked up before, for any page: what a link leads to is noted each time.
    let links = LinkCache()
    /// What was seen that has an argument.
    private(set) var inputs: [Input] = []
    /// What was seen that has none, a bit for each kind.
    private var plain: UInt64 = 0
    /// What the page's making has brought to light.
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

    /// Takes over what was looked at for a document.
    func use(_ document: ResolvedDocument) {
        for input in document.inputs { note(input) }
    }

    /// Appends everything that was noted since `begin`.
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

    /// Depends on the languages alone, which are the agency's.
    var menus: Menus {
        note(.agency)
        return site.menus
    }

    func host(_ name: Slug) -> Host? {
        guard let index = site.hostIndex[name] else {
            // Should there be one some day, the list will tell.
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

    func price(_ plan: PricingPlan) -> Money {
        Money(minor: plan.monthly, currency: agency.currency)
    }

    func time(_ seconds: Int) -> LocalTime {
        note(.zone)
        return LocalTime(at: seconds, offset: site.clock.offset(seconds))
    }
}
