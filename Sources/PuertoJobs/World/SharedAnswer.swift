/// An answer that several tasks wait for, and that is asked for once, when the first one needs it.
actor SharedAnswer<Value: Sendable> {
    private let ask: @Sendable () async throws -> Value
    private var task: Task<Value, any Error>?

    init(_ ask: @escaping @Sendable () async throws -> Value) { self.ask = ask }

    func get() async throws -> Value {
        if let task { return try await task.value }
        let task = Task { try await ask() }
        self.task = task
        return try await task.value
    }

    /// Ends what was asked for and is not answered yet.
    func cancel() { task?.cancel() }
}
