internal import GRDB
package import PuertoCore

/// A session that has ended, or an operator who became a viewer, between the look-up of a request
/// and the transaction that acts for it.
package enum SessionFailure: Error, Equatable {
    case over
    case viewer
}

/// The session that a store writes for.
struct ActingSession: Sendable {
    let digest: [UInt8]
    /// True where only an owner may write.
    let isOwners: Bool
}

extension Store {
    /// Returns the same records, written for a session alone. Every transaction looks session and
    /// role up once more, since a request may wait for the lock while another program ends the one
    /// or changes the other. Throws `SessionFailure` from each write then, before it has an effect.
    package func acting(for session: Session, asOwner isOwners: Bool) -> Store {
        var options = options
        options.acting = ActingSession(digest: session.digest, isOwners: isOwners)
        return Store(queue: queue, path: path, ports: ports, options: options, verified: verified)
    }
}

extension ActingSession {
    /// Throws `SessionFailure` unless the session lives and its operator has the role.
    func check(_ db: Database, at now: Int) throws {
        guard let session = try Store.session(digest, db, now)?.session else {
            throw SessionFailure.over
        }
        guard !isOwners || session.role == .owner else { throw SessionFailure.viewer }
    }
}
