package import Windmill

/// The PostgreSQL that an instance keeps its state in, as the caller reaches it.
package protocol TenantDatabase: Sendable {
    /// Runs one statement in a transaction of its own, and returns its rows. The parameters go
    /// beside the statement, never into it.
    func run(_ statement: Statement) async throws -> [[String?]]
}

/// A statement of SQL with its parameters `$1`, `$2` and so on, all of them texts.
package struct Statement: Hashable, Sendable {
    package let text: String
    /// They print as `***`: one is a password's record.
    package let parameters: [SecretText]

    init(_ text: String, _ parameters: [String]) {
        self.text = text
        self.parameters = parameters.map { SecretText($0) }
    }
}
