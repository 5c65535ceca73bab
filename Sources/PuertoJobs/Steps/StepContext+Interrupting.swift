internal import PuertoCore

/// Thrown where a wait was left because the job was cancelled or its worker was told to stop.
struct Interruption: Error {}

extension StepContext {
    /// Throws `Interruption` once the job is cancelled or its worker told to stop. Only waits and
    /// pulls are left this way: a change is brought to its end.
    func checkInterruption() throws {
        if cancelled.isUp || stop.isUp { throw Interruption() }
    }

    /// Runs something that can be left at any moment, and leaves it when the job is cancelled or
    /// its worker told to stop.
    func interruptible<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value)
        async throws -> Value
    {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while true {
                    try checkInterruption()
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else {
                throw Interruption()
            }
            return value
        }
    }
}
