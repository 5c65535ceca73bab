package import PuertoCore

/// The right to work on a tenant, for as long as its holder lives.
package struct Lease: Hashable, Sendable {
    package let job: Job
    let seq: Int
    /// The row it is for; -1 for the fleet as a whole.
    let tenant: Int
    let token: RandomID
}

/// A process, told from every other one that has had its number: what a lease is held by.
package struct LeaseHolder: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// What the store wants to know of another holder.
package struct HolderWatch: Sendable {
    /// Whether the process is gone for certain; `nil` when it cannot be known from here.
    package var isGone: @Sendable (LeaseHolder) -> Bool?

    package init(isGone: @escaping @Sendable (LeaseHolder) -> Bool?) { self.isGone = isGone }
}

/// A lease that was seen, for telling later whether its holder still beats.
package struct LeaseSight: Hashable, Sendable {
    package let tenant: Int
    package let token: String
    package let beats: Int
}
