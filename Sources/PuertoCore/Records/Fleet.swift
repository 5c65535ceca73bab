/// Everything the records say, read in one transaction: what the portal is made from.
package struct Fleet: Sendable {
    /// In the configuration's order; the first one carries the base system.
    package var hosts: [Host]
    package var plans: [PricingPlan]
    /// The base system first, then by host (in order of `hosts`) and slot.
    package var tenants: [Tenant]
    package var quarantine: [QuarantinedSlot]
    /// Newest first, at most as many as were asked for.
    package var audit: [AuditEntry]
    /// What is kept for whom; a tenant that is not there has nothing.
    package var custody: [Slug: Custody]
    /// What is known of whose stack; nothing of a tenant that is not there.
    package var operations: [Slug: Operations]

    package init(
        hosts: [Host], plans: [PricingPlan], tenants: [Tenant], quarantine: [QuarantinedSlot] = [],
        audit: [AuditEntry] = [], custody: [Slug: Custody] = [:],
        operations: [Slug: Operations] = [:]
    ) {
        self.hosts = hosts
        self.plans = plans
        self.tenants = tenants
        self.quarantine = quarantine
        self.audit = audit
        self.custody = custody
        self.operations = operations
    }
}

/// A slot whose tenant is gone or has moved; not handed out again before `until`.
package struct QuarantinedSlot: Hashable, Sendable, Codable {
    package let host: Slug
    package let slot: Slot
    package let formerTenant: String
    /// Seconds since 1970, UTC.
    package let until: Int

    package init(host: Slug, slot: Slot, formerTenant: String, until: Int) {
        self.host = host
        self.slot = slot
        self.formerTenant = formerTenant
        self.until = until
    }
}

/// One line of the record of changes.
package struct AuditEntry: Hashable, Sendable, Codable {
    package let seq: Int
    /// Seconds since 1970, UTC.
    package let at: Int
    /// Who, as `<door>:<name>`: `cli:ana`.
    package let actor: String
    /// What, as `<noun>.<verb>`: `tenant.add`.
    package let action: String
    /// Whom it was done to: a slug, `host/slot`, or empty for the whole fleet.
    package let object: String
    package let outcome: Outcome
    /// Changed fields as `name: old → new`, one per line; never a secret.
    package let detail: String

    package enum Outcome: String, Sendable, Codable {
        case done, refused, failed
    }

    package init(
        seq: Int, at: Int, actor: String, action: String, object: String, outcome: Outcome,
        detail: String
    ) {
        self.seq = seq
        self.at = at
        self.actor = actor
        self.action = action
        self.object = object
        self.outcome = outcome
        self.detail = detail
    }
}
