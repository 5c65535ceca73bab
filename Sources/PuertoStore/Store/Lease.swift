package import PuertoCore

/// The right to work on a tenant, for as long as its holder lives.
package struct Lease: Hashable, Sendable {
    package let job: Job
    let seq: Int
    /// The tenant's row id, or -1 for the whole fleet.
    let tenant: Int
    let token: RandomID
    /// Tells whether the job was cancelled before it was claimed: its worker only undoes what was
    /// begun.
    package let isCancelled: Bool
}

/// The process that holds a lease, identified so that no later process with its number is taken
/// for it.
package struct LeaseHolder: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// Looks up whether another lease holder lives.
package struct HolderWatch: Sendable {
    /// Tells whether the process is certainly gone. `nil` when it cannot be seen from here.
    package var isGone: @Sendable (LeaseHolder) -> Bool?

    package init(isGone: @escaping @Sendable (LeaseHolder) -> Bool?) { self.isGone = isGone }
}

/// A lease and its beats as they were seen at one moment. A later look tells whether its holder
/// still beats.
package struct LeaseSight: Hashable, Sendable {
    package let tenant: Int
    package let token: String
    package let beats: Int
}
