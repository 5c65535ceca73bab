internal import Synchronization

/// Counts the jobs that a worker works on. A job that pulls images gives its place to another one
/// for as long, since a pull takes no more than the network.
package final class JobPlaces: Sendable {
    private let limit: Int
    private let state = Mutex((busy: 0, pulling: 0))
    /// The most jobs that pull beside those that have a place.
    private static let mostPulls = 8

    package init(limit: Int = .max) { self.limit = limit }

    var isEmpty: Bool { state.withLock { $0.busy == 0 } }

    /// Tells whether another job may be claimed.
    var hasRoom: Bool {
        state.withLock {
            $0.busy - $0.pulling < limit && $0.pulling <= JobPlaces.mostPulls
        }
    }

    func enter() { state.withLock { $0.busy += 1 } }

    func leave() { state.withLock { $0.busy -= 1 } }

    /// Runs a pull, and waits for a place afterwards.
    func pulling<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value
    {
        state.withLock { $0.pulling += 1 }
        do {
            let value = try await body()
            while !comeBack() { try await Task.sleep(for: .milliseconds(100)) }
            return value
        } catch {
            state.withLock { $0.pulling -= 1 }
            throw error
        }
    }

    private func comeBack() -> Bool {
        state.withLock { state in
            guard state.busy - state.pulling < limit else { return false }
            state.pulling -= 1
            return true
        }
    }
}
