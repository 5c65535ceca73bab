/// All records, read in one transaction. The portal is built from them.
package struct Fleet: Sendable {
    /// The hosts in the configuration's order. The first one carries the base system.
    package var hosts: [Host]
    package var plans: [PricingPlan]
    /// The base system first, then by host (in order of `hosts`) and slot.
    package var tenants: [Tenant]
    package var quarantine: [QuarantinedSlot]
    /// Newest first, at most as many as were asked for.
    package var audit: [AuditEntry]
    /// The credentials and handoffs of each tenant. A tenant without an entry has none.
    package var custody: [Slug: Custody]
    /// The known state of each tenant's stack. Nothing is known of a tenant without an entry.
    package var operations: [Slug: Operations]
    /// The last look at each host's machine, in the order of the hosts.
    package var observedPorts: [ObservedPorts]
    /// The free space of each host's machine, in the order of the hosts.
    package var diskRooms: [DiskRoom]
    /// Tells whether the clients are invented, and nothing runs for them.
    package var isDemo: Bool
    /// The moment at which the next unread link to a login expires, in seconds since 1970; `nil`
    /// when none is open.
    package var nextExpiry: Int?

    package init(
        hosts: [Host], plans: [PricingPlan], tenants: [Tenant], quarantine: [QuarantinedSlot] = [],
        audit: [AuditEntry] = [], custody: [Slug: Custody] = [:],
        operations: [Slug: Operations] = [:], observedPorts: [ObservedPorts] = [],
        diskRooms: [DiskRoom] = [], isDemo: Bool = false, nextExpiry: Int? = nil
    ) {
        self.hosts = hosts
        self.plans = plans
        self.tenants = tenants
        self.quarantine = quarantine
        self.audit = audit
        self.custody = custody
        self.operations = operations
        self.observedPorts = observedPorts
        self.diskRooms = diskRooms
        self.isDemo = isDemo
        self.nextExpiry = nextExpiry
    }
}

/// A slot whose tenant is gone or has moved. No other tenant gets it before `until`.
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

/// A line of the history.
package struct AuditEntry: Hashable, Sendable, Codable {
    package let seq: Int
    /// Seconds since 1970, UTC.
    package let at: Int
    /// The text of the `Actor`, as in `cli:ana`.
    package let actor: String
    /// The action as `<noun>.<verb>`, as in `tenant.add`.
    package let action: String
    /// The object of the action: a slug, `host/slot`, or empty for the whole fleet.
    package let object: String
    package let outcome: Outcome
    /// Changed fields as `name: old → new`, one per line; never a secret.
    package let detail: String
    package let side: HistorySide
    /// The Spanish words of the error in `detail`; no part of the history itself.
    package let spanishError: String?

    package enum Outcome: String, Sendable, Codable {
        case done, refused, failed
    }

    package init(
        seq: Int, at: Int, actor: String, action: String, object: String, outcome: Outcome,
        detail: String, side: HistorySide = .unknown, spanishError: String? = nil
    ) {
        self.seq = seq
        self.at = at
        self.actor = actor
        self.action = action
        self.object = object
        self.outcome = outcome
        self.detail = detail
        self.side = side
        self.spanishError = spanishError
    }
}
