/// An operator, who may log in to the portal.
package struct Operator: Hashable, Sendable {
    package let name: Slug
    package let role: Role
    /// Seconds since 1970, UTC, as the other time.
    package let addedAt: Int
    /// The time at which the password was last set.
    package let changedAt: Int

    package init(name: Slug, role: Role, addedAt: Int, changedAt: Int) {
        self.name = name
        self.role = role
        self.addedAt = addedAt
        self.changedAt = changedAt
    }
}

/// The session of a logged-in operator.
package struct Session: Hashable, Sendable, Codable {
    package let name: Slug
    package let role: Role
    /// Seconds since 1970, UTC, as the other times.
    package let createdAt: Int
    /// SHA-256 of its cookie; empty for one that no cookie belongs to.
    package let digest: [UInt8]

    package init(name: Slug, role: Role, createdAt: Int, digest: [UInt8] = []) {
        self.digest = digest
        self.name = name
        self.role = role
        self.createdAt = createdAt
    }

    /// Seconds without a request after which the session ends.
    package static let idle = 30 * 60
    /// Seconds after which the session ends in any case.
    package static let longest = 8 * 3600

    package var endsAt: Int { createdAt + Session.longest }

    /// The author of this session's changes.
    package var actor: Actor { .web(name) }
}
