internal import GRDB
internal import PuertoCore

/// The rows of `probe`, `health_day` and `drift`, in a transaction.
struct HealthRows {
    let db: Database

    /// The number of days that are kept.
    private static let kept = 400

    /// Counts a result by its day, and records it as the last probe unless a newer one is recorded.
    /// Returns whether it is the newest.
    func put(_ result: ProbeResult, of tenant: Int) throws -> Bool {
        try db.execute(
            sql: """
                INSERT INTO probe (tenant, at, health, milliseconds, detail) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (tenant) DO UPDATE SET at = excluded.at, health = excluded.health,
                    milliseconds = excluded.milliseconds, detail = excluded.detail
                WHERE excluded.at >= probe.at
                """,
            arguments: [
                tenant, result.at, result.health.rawValue, max(0, result.milliseconds),
                JobRows.cut(result.detail),
            ])
        let isNewest = db.changesCount > 0
        let today = HealthRows.number(Day(secondsSince1970: result.at))
        let column = result.health.rawValue
        try db.execute(
            sql: """
                INSERT INTO health_day (tenant, day, \(column)) VALUES (?, ?, 1)
                ON CONFLICT (tenant, day) DO UPDATE SET \(column) = \(column) + 1
                """, arguments: [tenant, today])
        let oldest = Day(secondsSince1970: result.at - HealthRows.kept * 86400)
        try db.execute(
            sql: "DELETE FROM health_day WHERE tenant = ? AND day < ?",
            arguments: [tenant, HealthRows.number(oldest)])
        return isNewest
    }

    func put(_ drift: [Drift], of tenant: Int, at: Int) throws {
        try StackRows(db: db).ensure(tenant)
        try db.execute(
            sql: "UPDATE stack SET compared_at = ? WHERE tenant = ?", arguments: [at, tenant])
        try db.execute(sql: "DELETE FROM drift WHERE tenant = ?", arguments: [tenant])
        for (position, one) in drift.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO drift (tenant, position, kind, subject, found, mend)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    tenant, position, one.kind.rawValue, JobRows.cut(one.subject),
                    JobRows.cut(one.found), JobRows.cut(one.mend),
                ])
        }
    }

    /// The column's number of a day, as in 20260821.
    private static func number(_ day: Day) -> Int { day.year * 10000 + day.month * 100 + day.day }
}
