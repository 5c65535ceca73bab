/// The part of a tenant that lists show.
package struct TenantLine: Hashable, Sendable {
    package let slug: Slug
    package let name: String
    package let kind: Tenant.Kind
    package let host: Slug
    package let slot: Slot
    package let ports: Ports
    package let contactName: String?
    /// The id of a `PricingPlan`.
    package let plan: String?
    package let status: Tenant.Status
    package let since: Day?
    package let isObserved: Bool
}

extension TenantLine {
    package init(_ tenant: Tenant) {
        self.init(
            slug: tenant.slug, name: tenant.name, kind: tenant.kind, host: tenant.host,
            slot: tenant.slot, ports: tenant.ports, contactName: tenant.contact.name,
            plan: tenant.plan, status: tenant.status, since: tenant.since,
            isObserved: tenant.isObserved)
    }
}
