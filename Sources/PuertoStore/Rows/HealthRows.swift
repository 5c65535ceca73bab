internal import GRDB
internal import PuertoCore

/// The rows of `probe`, `health_day` and `drift`, in a transaction.
struct HealthRows {
    let db: Database

    /// The number of days that are kept.
    private static let kept = 400

    /// Counts a result by its day if it `counts`, and records it as the last probe unless a newer
    /// one is recorded. Returns whether it is the newest.
    ///
    /// `began` is the number that the probe took when it began. Without one the times decide, of
    /// which one later than `now` is none.
    func put(_ result: ProbeResult, of tenant: Int, counts: Bool, began: Int?, now: Int) throws
        -> Bool
    {
        if counts { try count(result, of: tenant) }
        guard try isNewest(result, of: tenant, began: began, now: now) else { return false }
        try db.cachedStatement(
            sql: """
                INSERT INTO probe (tenant, at, health, milliseconds, detail) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (tenant) DO UPDATE SET at = excluded.at, health = excluded.health,
                    milliseconds = excluded.milliseconds, detail = excluded.detail
                """
        ).execute(arguments: [
            tenant, result.at, result.health.rawValue, max(0, result.milliseconds),
            JobRows.cut(result.detail),
        ])
        let sights = SightRows(db: db)
        try sights.set(.probed, try began ?? sights.next(), of: tenant)
        return true
    }

    private func isNewest(_ result: ProbeResult, of tenant: Int, began: Int?, now: Int) throws
        -> Bool
    {
        if let began {
            let numbers = try SightRows(db: db).numbers(of: tenant)
            return numbers.probed <= began && numbers.stated <= began
        }
        let at = try Int.fetchOne(
            db, sql: "SELECT at FROM probe WHERE tenant = ?", arguments: [tenant])
        guard let at, at <= now else { return true }
        return result.at >= at
    }

    /// Counts a result by its day. With a day's first one it deletes the days that are too old, a
    /// few at a time: a clock that is ahead must not delete them all. Days that have not come yet
    /// are deleted, since the clock was ahead.
    private func count(_ result: ProbeResult, of tenant: Int) throws {
        let today = HealthRows.number(Day(secondsSince1970: result.at))
        let column = result.health.rawValue
        let hour = 1 << (((result.at % 86400) + 86400) % 86400 / 3600)
        let sum = try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    INSERT INTO health_day (tenant, day, \(column)) VALUES (?, ?, 1)
                    ON CONFLICT (tenant, day) DO UPDATE SET \(column) = \(column) + 1
                    RETURNING healthy + degraded + down
                    """), arguments: [tenant, today])
        try db.cachedStatement(
            sql: """
                INSERT INTO probed_hours (tenant, day, hours) VALUES (?, ?, ?)
                ON CONFLICT (tenant, day) DO UPDATE SET hours = hours | excluded.hours
                """
        ).execute(arguments: [tenant, today, hour])
        let tomorrow = Day(secondsSince1970: result.at + 86400)
        try db.cachedStatement(sql: "DELETE FROM health_day WHERE tenant = ? AND day > ?")
            .execute(arguments: [tenant, HealthRows.number(tomorrow)])
        guard sum == 1 else { return }
        let oldest = Day(secondsSince1970: result.at - HealthRows.kept * 86400)
        try db.execute(
            sql: """
                DELETE FROM health_day WHERE tenant = ?1 AND day < ?2 AND day IN
                    (SELECT day FROM health_day WHERE tenant = ?1 ORDER BY day LIMIT 2)
                """,
            arguments: [tenant, HealthRows.number(oldest)])
    }

    /// Replaces the drift of a tenant, unless that of a comparison which began later is recorded, or
    /// a job has ended since. Then only what was compared before the job is forgotten: a round must
    /// not confirm it. Returns whether it differs from what was recorded.
    func put(_ drift: [Drift], of tenant: Int, at: Int, began: Int?) throws -> Bool {
        let sights = SightRows(db: db)
        if let began, try sights.numbers(of: tenant).compared > began {
            guard let start = try JobRows(db: db).newestStart(of: tenant) else { return false }
            return try forgetDrift(of: tenant, before: start)
        }
        try sights.set(.compared, try began ?? sights.next(), of: tenant)
        try StackRows(db: db).ensure(tenant)
        try db.execute(
            sql: "UPDATE stack SET compared_at = ? WHERE tenant = ?", arguments: [at, tenant])
        guard try recorded(of: tenant) != drift.map(HealthRows.shown) else { return false }
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
            guard one.verdict == .notLookedAt else { continue }
            try db.execute(
                sql: "INSERT INTO unseen (tenant, position) VALUES (?, ?)",
                arguments: [tenant, position])
        }
        return true
    }

    /// Forgets what a comparison before this time has found, which says nothing of now. Returns
    /// whether there was one.
    @discardableResult
    func forgetDrift(of tenant: Int, before time: Int) throws -> Bool {
        try db.execute(
            sql: "UPDATE stack SET compared_at = NULL WHERE tenant = ? AND compared_at < ?",
            arguments: [tenant, time])
        guard db.changesCount > 0 else { return false }
        try db.execute(sql: "DELETE FROM drift WHERE tenant = ?", arguments: [tenant])
        return true
    }

    /// The verdict of a row of `drift`.
    static let verdict = """
        CASE WHEN EXISTS (SELECT 1 FROM unseen WHERE unseen.tenant = drift.tenant
            AND unseen.position = drift.position) THEN 'not_looked_at' ELSE 'differs' END
        """

    private func recorded(of tenant: Int) throws -> [[String]] {
        let sql = """
            SELECT kind, subject, found, mend, \(HealthRows.verdict) FROM drift WHERE tenant = ?
            ORDER BY position
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [tenant]).map {
            [$0[0], $0[1], $0[2], $0[3], $0[4]]
        }
    }

    private static func shown(_ drift: Drift) -> [String] {
        [drift.kind.rawValue] + [drift.subject, drift.found, drift.mend].map { JobRows.cut($0) }
            + [drift.verdict.rawValue]
    }

    /// The column's number of a day, as in 20260821.
    private static func number(_ day: Day) -> Int { day.year * 10000 + day.month * 100 + day.day }
}
