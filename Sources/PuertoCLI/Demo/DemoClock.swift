import Synchronization

/// The clock of a demo: the store dates its rows with it, and the history sets it.
final class DemoClock: Sendable {
    private let time: Mutex<Int>

    /// `time` is in seconds since 1970, UTC.
    init(_ time: Int) { self.time = Mutex(time) }

    var now: Int { time.withLock { $0 } }

    /// Goes forward to a moment; never back.
    func advance(to moment: Int) { time.withLock { $0 = max($0, moment) } }

    func advance(by seconds: Int) { time.withLock { $0 += seconds } }
}
