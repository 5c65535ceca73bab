package import PuertoCore

/// The result of settling one tenant's draft.
package struct Settlement: Sendable {
    package private(set) var tenant: Tenant
    package let outcome: Outcome
    /// The changed fields as `name: old → new`.
    package let changes: [String]
    /// The reason why the slot is one to skip, when it is.
    package let warning: String?

    package enum Outcome: Hashable, Sendable {
        case added, changed, unchanged
    }

    mutating func markObserved() { tenant.isObserved = true }

    init(tenant: Tenant, outcome: Outcome, changes: [String] = [], warning: String? = nil) {
        self.tenant = tenant
        self.outcome = outcome
        self.changes = changes
        self.warning = warning
    }
}
