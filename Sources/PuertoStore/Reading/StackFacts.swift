package import PuertoCore

/// Everything the records say of a tenant's stack, read in one transaction.
package struct StackFacts: Sendable {
    /// Tells this workspace's containers from another one's: 32 hex digits.
    package let workspace: String
    /// The number of the tenant's row, which no other tenant ever has.
    package let id: Int
    package let tenant: Tenant
    package let plan: PricingPlan?
    /// 64 addresses.
    package let subnet: Subnet
    package let credentials: [CredentialField: StoredSecret]
    /// New values that are being put in the place of others.
    package let next: [CredentialField: StoredSecret]
    /// SHA-256, in hex, of the stack file that was applied last; `nil` before the first time.
    package let applied: String?
}
