/// What of a workspace may be another than it was.
struct Changes: OptionSet, Sendable {
    let rawValue: Int

    /// `content/` and everything in it.
    static let content = Changes(rawValue: 1)
    /// `puerto.yaml`.
    static let configuration = Changes(rawValue: 2)
    /// The files of `puerto.db`; whether another process wrote a record, SQLite has to say.
    static let records = Changes(rawValue: 4)

    static let everything: Changes = [.content, .configuration, .records]
}
