internal import GRDB
internal import PuertoCore

/// The rows of `measure`, in a transaction. A round is added to the rows of its round, hour and day
/// at once, so nothing has to be summed up later.
struct MeasureRows {
    let db: Database

    func add(_ result: ProbeResult, _ usage: Usage, of tenant: Int) throws {
        var isNewHour = false
        for grain in Measurement.Grain.allCases {
            let start = grain.start(of: result.at)
            let isNew = try put(result, usage, of: tenant, grain, start)
            if isNew, grain == .hour { isNewHour = true }
        }
        // Rows are counted once an hour, in which few rounds can be too many.
        if isNewHour { try trim(tenant, after: result.at) }
    }

    /// Adds a round to a row. Returns whether the row is a new one.
    private func put(
        _ result: ProbeResult, _ usage: Usage, of tenant: Int, _ grain: Measurement.Grain,
        _ start: Int
    ) throws -> Bool {
        let isMeasured = usage.memory != nil && usage.processor != nil
        let values: [Int?] = [
            result.health == .healthy ? 1 : 0, result.milliseconds, result.milliseconds,
            isMeasured ? 1 : 0, usage.memory ?? 0, usage.memory ?? 0, usage.processor ?? 0,
            usage.processor ?? 0, usage.disk,
        ]
        let arguments =
            [tenant.databaseValue, grain.rawValue.databaseValue, start.databaseValue]
            + values.map { $0?.databaseValue ?? .null }
        let rounds = try Int.fetchOne(
            db.cachedStatement(sql: MeasureRows.upsert), arguments: StatementArguments(arguments))
        return rounds == 1
    }

    private static let upsert = """
        INSERT INTO measure (tenant, grain, start, rounds, healthy, milliseconds, slowest, measured,
            memory, most_memory, processor, most_processor, disk)
        VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, grain, start) DO UPDATE SET rounds = rounds + 1,
            healthy = healthy + excluded.healthy,
            milliseconds = milliseconds + excluded.milliseconds,
            slowest = max(slowest, excluded.slowest), measured = measured + excluded.measured,
            memory = memory + excluded.memory,
            most_memory = max(most_memory, excluded.most_memory),
            processor = processor + excluded.processor,
            most_processor = max(most_processor, excluded.most_processor),
            disk = coalesce(excluded.disk, disk)
        RETURNING rounds
        """

    /// Deletes the oldest rows beyond those that are kept, and rows of a time that has not come:
    /// the clock was ahead. Rows are counted, so a clock that is ahead deletes none of the others.
    private func trim(_ tenant: Int, after now: Int) throws {
        try db.execute(
            sql: "DELETE FROM measure WHERE tenant = ? AND start > ?",
            arguments: [tenant, now + 86400])
        for grain in Measurement.Grain.allCases {
            try db.execute(
                sql: """
                    DELETE FROM measure WHERE tenant = ?1 AND grain = ?2 AND start <= (
                        SELECT start FROM measure WHERE tenant = ?1 AND grain = ?2
                        ORDER BY start DESC LIMIT 1 OFFSET ?3)
                    """, arguments: [tenant, grain.rawValue, grain.kept])
        }
    }

    /// The use of each tenant in the last whole hour before its last probe. The hour that runs is
    /// left out, since its figures change with each round.
    func lastHours() throws -> [Int: HourOfUse] {
        let sql = """
            SELECT measure.tenant, start, most_memory, most_processor FROM probe
            JOIN measure ON measure.tenant = probe.tenant AND grain = 'hour' AND start = (
                SELECT start FROM measure WHERE tenant = probe.tenant AND grain = 'hour'
                AND start <= probe.at - 3600 AND measured > 0 ORDER BY start DESC LIMIT 1)
            """
        let rows = try Row.fetchAll(db, sql: sql).map { row in
            (row[0] as Int, HourOfUse(start: row[1], memory: row[2], processor: row[3]))
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// The rows of a tenant, the newest first.
    func all(of tenant: Int, _ grain: Measurement.Grain) throws -> [Measurement] {
        let sql = "SELECT * FROM measure WHERE tenant = ? AND grain = ? ORDER BY start DESC"
        return try Row.fetchAll(db, sql: sql, arguments: [tenant, grain.rawValue]).map { row in
            let (rounds, measured): (Int, Int) = (row["rounds"], row["measured"])
            let disk: Int? = row["disk"]
            func mean(_ sum: String) -> Int? {
                measured == 0 ? nil : (row[sum] as Int) / measured
            }
            func most(_ name: String) -> Int? { measured == 0 ? nil : (row[name] as Int) }
            return Measurement(
                start: row["start"], rounds: rounds, healthy: row["healthy"],
                milliseconds: (row["milliseconds"] as Int) / max(rounds, 1),
                slowest: row["slowest"],
                usage: Usage(memory: mean("memory"), processor: mean("processor"), disk: disk),
                most: Usage(
                    memory: most("most_memory"), processor: most("most_processor"), disk: disk))
        }
    }
}
