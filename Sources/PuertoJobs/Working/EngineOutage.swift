package import PuertoCore
internal import Synchronization

/// Knows that no container engine answers, from the first job that met this until one answers.
package final class EngineOutage: Sendable {
    private struct State {
        var reason: RecordedText?
        var since = ContinuousClock.now
        var askedAt = ContinuousClock.now
        var isAsking = false
    }

    private let state = Mutex(State())

    package init() {}

    /// The words of the error; `nil` when an engine answers.
    package var reason: RecordedText? { state.withLock { $0.reason } }

    package var isUp: Bool { reason != nil }

    /// For how long no engine has answered.
    package var age: Duration { state.withLock { $0.reason == nil ? .zero : .now - $0.since } }

    /// Returns whether this is news.
    func begin(_ reason: RecordedText) -> Bool {
        state.withLock { state in
            defer { state.reason = reason }
            guard state.reason == nil else { return false }
            (state.since, state.askedAt) = (.now, .now)
            return true
        }
    }

    /// Returns whether the caller is to ask the engine now: one caller at a time, every two seconds.
    func takesTurn() -> Bool {
        state.withLock { state in
            guard state.reason != nil, !state.isAsking, .now - state.askedAt >= .seconds(2) else {
                return false
            }
            state.isAsking = true
            return true
        }
    }

    func asked(isOver: Bool) {
        state.withLock { state in
            if isOver { state.reason = nil }
            (state.askedAt, state.isAsking) = (.now, false)
        }
    }
}
