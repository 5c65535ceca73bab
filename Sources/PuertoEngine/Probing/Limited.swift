internal import Synchronization

/// Waits for a value for at most some time. Returns `nil` after it; the work is cancelled then and
/// no longer waited for, whether it ends or not.
package func limited<Value: Sendable>(
    to time: Duration, _ work: @escaping @Sendable () async -> Value
) async -> Value? {
    let first = FirstAnswer<Value>()
    let task = Task { first.give(await work()) }
    let alarm = Task {
        try await Task.sleep(for: time)
        first.give(nil)
    }
    return await withTaskCancellationHandler {
        let value = await first.wait()
        alarm.cancel()
        task.cancel()
        return value
    } onCancel: {
        first.give(nil)
    }
}

/// Passes the first value on that it is given.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case waited(CheckedContinuation<Value?, Never>)
        case given(Value?)
    }

    private let state = Mutex(State.empty)

    func give(_ value: Value?) {
        let waiting = state.withLock { state -> CheckedContinuation<Value?, Never>? in
            switch state {
            case .given: return nil
            case .empty:
                state = .given(value)
                return nil
            case .waited(let continuation):
                state = .given(value)
                return continuation
            }
        }
        waiting?.resume(returning: value)
    }

    func wait() async -> Value? {
        await withCheckedContinuation { continuation in
            let given = state.withLock { state -> Value?? in
                if case .given(let value) = state { return .some(value) }
                state = .waited(continuation)
                return nil
            }
            if let given { continuation.resume(returning: given) }
        }
    }
}
