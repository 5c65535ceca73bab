package import PuertoCore

/// What became of one tenant's record.
package struct Settlement: Sendable {
    package let tenant: Tenant
    package let outcome: Outcome
    /// `name: old → new`.
    package let changes: [String]
    /// Why the slot would not have been given by itself.
    package let warning: String?

    package enum Outcome: Sendable {
        case added, changed, unchanged
    }

    init(tenant: Tenant, outcome: Outcome, changes: [String] = [], warning: String? = nil) {
        self.tenant = tenant
        self.outcome = outcome
        self.changes = changes
        self.warning = warning
    }
}
