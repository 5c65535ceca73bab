/// A secret that a program signs its requests with, as far as lists may show it.
package struct HookSecret: Hashable, Sendable {
    package let name: Slug
    /// The only client that the program may act for; `nil` for any.
    package let tenant: Slug?
    /// Seconds since 1970, UTC, as the other times.
    package let addedAt: Int
    /// The time from which the secret is no longer accepted; `nil` for never.
    package let endsAt: Int?

    package init(name: Slug, tenant: Slug?, addedAt: Int, endsAt: Int?) {
        self.name = name
        self.tenant = tenant
        self.addedAt = addedAt
        self.endsAt = endsAt
    }

    package func isActive(at now: Int) -> Bool { endsAt.map { now < $0 } ?? true }
}
