internal import Synchronization

/// Bounds of one list, all its pages and repetitions together: a client's user chooses what is in
/// its rows.
final class ListBudget: Sendable {
    /// The budget of the list that this task reads.
    @TaskLocal static var current: ListBudget?

    /// The most rows that are found to make their page unreadable.
    static let mostUnreadable = 20

    private let end: ContinuousClock.Instant
    private let mostBytes: Int
    private let spent = Mutex((bytes: 0, unreadable: 0))

    init(_ limits: WindmillLimits) {
        end = .now + limits.list
        mostBytes = limits.listBytes
    }

    /// The time that is left.
    var rest: Duration { max(.zero, end - .now) }

    /// True while a page that cannot be read may be asked for again in parts.
    var allowsParts: Bool {
        spent.withLock { $0.bytes <= mostBytes && $0.unreadable < Self.mostUnreadable }
            && rest > .zero
    }

    /// Counts bytes that were read. Throws `tooLong` when they are too many.
    func count(bytes: Int, of call: CallName) throws {
        let isOver = spent.withLock { spent in
            spent.bytes += bytes
            return spent.bytes > mostBytes
        }
        if isOver { throw WindmillError.tooLong(call, limit: mostBytes) }
    }

    /// Counts a row that makes its page unreadable.
    func countUnreadable() { spent.withLock { $0.unreadable += 1 } }
}
