internal import Glibc
internal import Synchronization

/// Waits for other processes' transactions: the longer, the more often it asks. SQLite has no line
/// for those who wait, and its own handler asks ever more seldom, so that of many writers those who
/// come last are served first, and some never.
final class Patience: Sendable {
    private let limit: Double
    private let start = Mutex(0.0)

    /// In seconds.
    init(_ limit: Double) { self.limit = limit }

    /// Whether to ask once more, after a while; `tries` is how often it was asked in vain before.
    func wait(_ tries: Int) -> Bool {
        let now = Patience.now
        let waited = start.withLock { start in
            if tries == 0 { start = now }
            return now - start
        }
        guard waited < limit else { return false }
        usleep(Patience.pause(waited))
        return true
    }

    /// Microseconds. Most transactions take one or two thousand of them.
    static func pause(_ waited: Double) -> UInt32 {
        switch waited {
        case ..<0.01: 1_000
        case ..<1: 50_000
        case ..<2: 20_000
        case ..<4: 5_000
        default: 1_000
        }
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
