internal import Synchronization

/// The version of the schema that a connection was verified with. Stores on the same connection
/// share it.
final class VerifiedSchema: Sendable {
    private let seen = Mutex<Int?>(nil)

    /// `nil` before the first verification.
    var version: Int? { seen.withLock { $0 } }

    func set(_ version: Int) { seen.withLock { $0 = version } }
}
