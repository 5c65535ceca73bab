internal import Glibc
internal import PuertoCore
internal import Synchronization

/// A busy handler that waits for other processes' transactions, and polls more often the longer it
/// has waited. SQLite has no queue of writers, and its own handler polls less and less often: of
/// many writers the last to come are served first, and some never.
final class Patience: Sendable {
    private let limit: Double
    private let isPatient: @Sendable (Double) -> Bool
    private let start = Mutex(0.0)

    /// The limit is in seconds. After it `isPatient` decides, from the seconds waited so far.
    init(_ limit: Double, isPatient: @escaping @Sendable (Double) -> Bool = { _ in false }) {
        self.limit = limit
        self.isPatient = isPatient
    }

    /// Sleeps and returns whether to try once more. `tries` is the number of failed tries before.
    func wait(_ tries: Int) -> Bool {
        let now = SystemClock.monotonic()
        let waited = start.withLock { start in
            if tries == 0 { start = now }
            return now - start
        }
        guard waited >= limit else {
            usleep(Patience.pause(waited))
            return true
        }
        guard isPatient(waited) else { return false }
        usleep(Patience.longPause)
        return true
    }

    /// The pause in microseconds of a wait that has no end: a program holds the lock on purpose.
    private static let longPause: UInt32 = 100_000

    /// The pause in microseconds. Most transactions take one or two thousand of them.
    static func pause(_ waited: Double) -> UInt32 {
        switch waited {
        case ..<0.01: 1_000
        case ..<1: 50_000
        case ..<2: 20_000
        case ..<4: 5_000
        default: 1_000
        }
    }
}
