internal import GRDB
internal import PuertoCore

/// The rows of `stack`, in a transaction.
struct StackRows {
    let db: Database

    /// Sees to it that a tenant has one.
    func ensure(_ tenant: Int) throws {
        try db.cachedStatement(
            sql: "INSERT INTO stack (tenant) VALUES (?) ON CONFLICT (tenant) DO NOTHING"
        ).execute(arguments: [tenant])
    }
}
