/// The parts of a workspace that may have changed.
struct WorkspaceChanges: OptionSet, Sendable {
    let rawValue: Int

    /// `content/` and everything in it.
    static let content = WorkspaceChanges(rawValue: 1)
    /// `puerto.yaml`.
    static let configuration = WorkspaceChanges(rawValue: 2)
    /// The files of `puerto.db`; only SQLite knows whether another process wrote a record.
    static let records = WorkspaceChanges(rawValue: 4)

    static let everything: WorkspaceChanges = [.content, .configuration, .records]
}
