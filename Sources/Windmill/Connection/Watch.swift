internal import Synchronization

/// The clock of one call: it ends at a fixed instant, or when the server has been silent too long.
final class Watch: Sendable {
    private let end: ContinuousClock.Instant
    private let silence: Duration
    private let lastByte: Mutex<ContinuousClock.Instant?>

    init(total: Duration, silence: Duration) {
        end = .now + total
        self.silence = silence
        lastByte = Mutex(nil)
    }

    /// Starts to wait for the server's next byte.
    func listen() { lastByte.withLock { $0 = .now } }

    /// Stops waiting for bytes, as between two attempts.
    func rest() { lastByte.withLock { $0 = nil } }

    /// Tells whether the call may still go on after a pause.
    func allows(_ pause: Duration) -> Bool { .now + pause < end }

    /// Runs the work, and cancels it when the time is up. Throws `timeout`, or what the work
    /// throws.
    func guarding<Result: Sendable>(
        _ call: CallName, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await work() }
            group.addTask { throw WindmillError.timeout(call, try await self.timeIsUp()) }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }

    private func timeIsUp() async throws -> WindmillError.Phase {
        while true {
            let heard = lastByte.withLock { $0 }
            // Nobody listens yet: looked at again soon, without holding the lock meanwhile.
            let due = heard.map { min($0 + silence, end) } ?? min(.now + silence, end)
            try await Task.sleep(until: due)
            if ContinuousClock.now >= end { return .total }
            if let last = lastByte.withLock({ $0 }), ContinuousClock.now >= last + silence {
                return .silence
            }
        }
    }
}
