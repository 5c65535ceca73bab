/// The record of a data volume that a login has seen filled. It outlives containers and volume.
package struct VolumeMark: Hashable, Sendable {
    /// The engine's name of the volume.
    package let name: String
    /// PostgreSQL's system identifier, which `initdb` gives a cluster once; `nil` for Redis.
    package let system: String?
    /// PostgreSQL's major version; `nil` for Redis.
    package let major: Int?
    /// Tells whether the server's files were seen in the volume while it answered, so that their
    /// absence means an empty volume and not another layout.
    package let isSeen: Bool
    /// The time of the first login, in seconds since 1970, UTC.
    package let filledAt: Int
    /// Tells whether the stack file names the volume as one that Compose never makes.
    package var isHeld = false
    /// Tells whether an operator has given up the data: the volume may be made anew.
    package var isGivenUp = false

    package init(
        name: String, system: String? = nil, major: Int? = nil, isSeen: Bool, filledAt: Int
    ) {
        self.name = name
        self.system = system
        self.major = major
        self.isSeen = isSeen
        self.filledAt = filledAt
    }
}
