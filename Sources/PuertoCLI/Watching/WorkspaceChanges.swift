/// What of a workspace may be another than it was.
struct WorkspaceChanges: OptionSet, Sendable {
    let rawValue: Int

    /// `content/` and everything in it.
    static let content = WorkspaceChanges(rawValue: 1)
    /// `puerto.yaml`.
    static let configuration = WorkspaceChanges(rawValue: 2)
    /// The files of `puerto.db`; whether another process wrote a record, SQLite has to say.
    static let records = WorkspaceChanges(rawValue: 4)

    static let everything: WorkspaceChanges = [.content, .configuration, .records]
}
