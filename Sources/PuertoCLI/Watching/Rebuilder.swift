import PuertoCore
import PuertoSite
import PuertoStore

/// Builds a workspace again and again over one connection to the records, which it holds as long
/// as it lives: a second descriptor of that file, once closed, would drop SQLite's locks.
struct Rebuilder {
    private var workspace: Workspace
    private var store: Store
    /// The records that the last build was made from, as SQLite numbers them.
    private var builtRecords: Int?
    private var isConfigurationOld = false

    init(_ folder: String) throws {
        workspace = try Workspace(folder)
        store = try workspace.currentStore()
    }
}

extension Rebuilder {
    /// Whether another process has written records since the last build; what this one writes
    /// does not count.
    func hasNewRecords() throws -> Bool { try store.dataVersion() != builtRecords }

    /// Brings `public/` up to date after these changes.
    mutating func build(after changes: WorkspaceChanges) throws -> BuildReport {
        if changes.contains(.configuration) { isConfigurationOld = true }
        let lock = try workspace.lock()
        defer { lock.release() }
        // All of it is read after the wait for the lock; what changes from here on is built next.
        if isConfigurationOld {
            try readConfiguration()
            isConfigurationOld = false
        }
        builtRecords = try store.dataVersion()
        return try build(holding: lock)
    }

    private func build(holding lock: BuildLock) throws -> BuildReport {
        try workspace.builder { [store] in store }.build(holding: lock)
    }

    private mutating func readConfiguration() throws {
        let changed = try Workspace(workspace.folder)
        (store, workspace) = (try changed.current(store), changed)
    }
}
