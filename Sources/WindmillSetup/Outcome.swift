/// The result of a step that has been verified.
package enum Outcome: Hashable, Sendable {
    /// Everything was as it is wanted.
    case same
    /// A change, in words for a log.
    case changed(String)
    /// Something differs that is not this setup's to change, in words for a log.
    case left(String)

    init(_ changes: [String]) {
        self = changes.isEmpty ? .same : .changed(changes.joined(separator: ", "))
    }
}

/// The secret that opens an instance of which a record says that its stock login is gone.
package enum InstanceOpening: Hashable, Sendable {
    case ownSecret
    case stockPassword
    /// Neither: the administrator has a password that nobody has recorded, or is gone.
    case nothingKnown
}
