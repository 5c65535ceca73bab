import PuertoCore
import PuertoSite
import PuertoStore

/// Builds a workspace repeatedly over one connection to the records, which it keeps open: closing a
/// second descriptor of the file would drop SQLite's locks.
struct Rebuilder {
    private var workspace: Workspace
    private var store: Store
    /// SQLite's data version of the records of the last build.
    private var builtRecords: Int?
    private var isConfigurationOld = false

    init(_ folder: String) throws {
        workspace = try Workspace(folder)
        store = try workspace.writingStore()
    }
}

extension Rebuilder {
    /// Tells whether another process has written records since the last build; writes of this
    /// process do not count.
    func hasNewRecords() throws -> Bool { try store.dataVersion() != builtRecords }

    /// Brings `public/` up to date after these changes.
    mutating func build(after changes: WorkspaceChanges) throws -> BuildReport {
        if changes.contains(.configuration) { isConfigurationOld = true }
        let lock = try workspace.lock()
        defer { lock.release() }
        // Everything is read after the wait for the lock; later changes are for the next build.
        if isConfigurationOld {
            try readConfiguration()
            isConfigurationOld = false
        }
        builtRecords = try store.dataVersion()
        return try build(holding: lock)
    }

    private func build(holding lock: BuildLock) throws -> BuildReport {
        let report = try workspace.builder { [store] in store }.build(holding: lock)
        try workspace.ensureRoundFile()
        return report
    }

    private mutating func readConfiguration() throws {
        let changed = try Workspace(workspace.folder)
        (store, workspace) = (try changed.upToDate(store), changed)
    }
}
