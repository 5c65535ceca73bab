/// The schema's history: scripts are added at the end, and never changed once released.
enum Migrations {
    static let all = [tables + baseSystem + history, secrets, operations, web]

    /// Rows that a script is followed by, by its place.
    static let contents = [2: operationsContent]

    /// In the file's header (`PRAGMA application_id`): "PRTO".
    static let applicationID = 0x5052_544F
}
