package import PuertoCore

/// The records of a tenant's stack, read in one transaction.
package struct StackFacts: Sendable {
    /// The workspace's id, 32 hex digits, which marks its containers on a shared machine; a copy's
    /// own id in a copy.
    package let workspace: String
    /// The id of the tenant's row, which is never reused.
    package let id: Int
    /// The number that the engine's objects carry: the row's id, unless a recovery gave another.
    package let number: Int
    /// The slugs that the tenant had before.
    package let former: Set<Slug>
    package let tenant: Tenant
    package let plan: PricingPlan?
    /// 64 addresses.
    package let subnet: Subnet
    package let credentials: [CredentialField: StoredSecret]
    /// The next values of unfinished rotations.
    package let next: [CredentialField: StoredSecret]
    /// SHA-256, in hex, of the stack file that was applied last; `nil` before the first time.
    package let applied: String?
    /// The marks of data volumes, by PostgreSQL and Redis.
    package var volumes: [ServiceKind: VolumeMark]
    /// The images that the stack was last healthy with; none before the first time.
    package let images: [ServiceKind: ImageReference]
    /// The containers of a stack that is only observed; none of one that Puerto makes.
    package var adopted: [AdoptedContainer] = []
    /// Puerto's own records of the client's Windmill.
    package var instance = InstanceFacts()
}
