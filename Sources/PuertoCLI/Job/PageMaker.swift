import PuertoCore
import PuertoSite
import PuertoStore

/// Makes the portal's pages after jobs: one build at a time, and for those that end during one,
/// one more after it.
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
        // What runs may have read the records before this job's end.
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
        // Read after the wait: puerto.yaml may be another one by now.
        let report = try Workspace(folder).builder { store }.build(holding: lock)
        return "pages: \(report.written.count) written, \(report.removed.count) removed"
    }
}
