import PuertoCore
import PuertoSite
import PuertoStore

/// Builds the portal after jobs, one build at a time. Jobs that end during a build share the next
/// one.
actor PageMaker {
    private let folder: String
    private let store: Store
    private var running: Task<String, any Error>?
    private var following: Task<String, any Error>?

    init(folder: String, store: Store) {
        self.folder = folder
        self.store = store
    }

    func make() async throws -> String {
        if let following { return try await following.value }
        guard let current = running else { return try await start() }
        // The running build may have read the records before this job ended.
        let next = Task {
            _ = try? await current.value
            return try await self.takeTurn()
        }
        following = next
        return try await next.value
    }

    private func takeTurn() async throws -> String {
        following = nil
        return try await start()
    }

    private func start() async throws -> String {
        let (folder, store) = (folder, store)
        let task = Task.detached { try PageMaker.build(folder, store) }
        running = task
        defer { if running == task { running = nil } }
        return try await task.value
    }

    private static func build(_ folder: String, _ store: Store) throws -> String {
        let lock = try Workspace(folder).lock()
        defer { lock.release() }
        // Read after the wait, in which puerto.yaml may have changed.
        let workspace = try Workspace(folder)
        let report = try workspace.builder { store }.build(holding: lock)
        try workspace.ensureRoundFile()
        return "pages: \(report.written.count) written, \(report.removed.count) removed"
    }
}
