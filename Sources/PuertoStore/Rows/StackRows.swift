internal import GRDB
internal import PuertoCore

/// The rows of `stack`, in a transaction.
struct StackRows {
    let db: Database

    /// Adds a tenant's row unless it is there.
    func ensure(_ tenant: Int) throws {
        try db.cachedStatement(
            sql: "INSERT INTO stack (tenant) VALUES (?) ON CONFLICT (tenant) DO NOTHING"
        ).execute(arguments: [tenant])
    }

    func reason(_ tenant: Int) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT reason FROM stack WHERE tenant = ?", arguments: [tenant])
    }

    /// Sets the status in the tenant's row, with its time and reason. The time stays when the
    /// status does.
    func set(_ status: Tenant.Status, reason: String?, of tenant: Int, at: Int) throws {
        try ensure(tenant)
        try db.execute(
            sql: """
                UPDATE stack SET reason = ?, state_since =
                    CASE WHEN (SELECT status FROM tenant WHERE id = ?) = ? AND state_since NOT NULL
                    THEN state_since ELSE ? END
                WHERE tenant = ?
                """, arguments: [reason, tenant, status.rawValue, at, tenant])
        try db.execute(
            sql: "UPDATE tenant SET status = ? WHERE id = ? AND status <> ?",
            arguments: [status.rawValue, tenant, status.rawValue])
    }
}
