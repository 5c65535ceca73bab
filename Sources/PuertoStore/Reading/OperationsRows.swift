internal import GRDB
internal import PuertoCore

/// The known state of each tenant's stack. Each table is read once.
struct OperationsRows {
    private var parts: [Int: Parts] = [:]

    private struct Parts {
        var stateSince: Int?
        var reason: String?
        var comparedAt: Int?
        var probe: ProbeResult?
        var days: [HealthDay] = []
        var jobs: [Job] = []
        var drift: [Drift] = []
        var disk: DiskUse?
        var hour: HourOfUse?
        var scripts: ScriptState?
        var numbers = SightRows.Numbers()
    }

    /// Knows nothing of any tenant.
    init() {}

    /// Throws `invalid` for a value that only SQL can have written.
    init(_ db: Database) throws {
        try addStacks(db)
        try addHealth(db)
        try addJobs(db)
        try addDrift(db)
        for (tenant, entry) in try DiskRows(db: db).all() {
            parts[tenant, default: Parts()].disk = entry.use
        }
        for (tenant, hour) in try MeasureRows(db: db).lastHours() {
            parts[tenant, default: Parts()].hour = hour
        }
        try addScripts(db)
        for (tenant, numbers) in try SightRows.all(db) { parts[tenant]?.numbers = numbers }
    }

    /// Returns what is known of a tenant's stack, or `nil` when nothing is.
    func of(_ tenant: Int) -> Operations? {
        guard let parts = parts[tenant] else { return nil }
        let (probe, since) = parts.numbers.order(parts.probe, parts.stateSince)
        return Operations(
            stateSince: since, reason: parts.reason, probe: probe,
            days: parts.days, jobs: parts.jobs, comparedAt: parts.comparedAt, drift: parts.drift,
            disk: parts.disk, hour: parts.hour, scripts: parts.scripts)
    }
}

extension OperationsRows {
    private mutating func addStacks(_ db: Database) throws {
        let sql = """
            SELECT tenant, state_since, reason, compared_at FROM stack
            WHERE state_since IS NOT NULL OR reason IS NOT NULL OR compared_at IS NOT NULL
            """
        for row in try Row.fetchAll(db, sql: sql) {
            parts[row[0], default: Parts()].stateSince = row[1]
            parts[row[0], default: Parts()].reason = try (row[2] as String?).map {
                try String.line($0, called: "reason", limit: 500)
            }
            parts[row[0], default: Parts()].comparedAt = row[3]
        }
    }

    private mutating func addHealth(_ db: Database) throws {
        let probes = "SELECT tenant, at, health, milliseconds, detail FROM probe"
        for row in try Row.fetchAll(db, sql: probes) {
            parts[row[0], default: Parts()].probe = ProbeResult(
                at: row[1], health: try JobRows.word(row[2]), milliseconds: row[3],
                detail: JobRows.text(row[4]))
        }
        let days = """
            SELECT tenant, day, healthy, degraded, down, coalesce(hours, 0) FROM health_day
            LEFT JOIN probed_hours USING (tenant, day) ORDER BY tenant, day DESC
            """
        let rows = try Row.fetchCursor(db, sql: days)
        while let row = try rows.next() {
            let (tenant, number): (Int, Int) = (row[0], row[1])
            guard parts[tenant]?.days.count ?? 0 < HealthDay.shown,
                let day = Day(year: number / 10000, month: number / 100 % 100, day: number % 100)
            else { continue }
            parts[tenant, default: Parts()].days.append(
                HealthDay(
                    day: day, healthy: row[2], degraded: row[3], down: row[4],
                    hours: (row[5] as Int).nonzeroBitCount))
        }
    }

    private mutating func addJobs(_ db: Database) throws {
        let sql = """
            SELECT *, (SELECT slug FROM tenant WHERE id = tenant) AS slug,
                \(JobRows.spanishError) FROM
                (SELECT *, row_number() OVER (PARTITION BY tenant ORDER BY seq DESC) AS place
                FROM job WHERE tenant IS NOT NULL)
            WHERE place <= ? ORDER BY tenant, seq DESC
            """
        let rows = JobRows(db: db)
        for row in try Row.fetchAll(db, sql: sql, arguments: [Operations.jobsShown]) {
            // A row of another version must not hold up the pages of all clients.
            guard let entry = rows.shown([row]).first else { continue }
            parts[row["tenant"], default: Parts()].jobs.append(entry.job)
        }
    }

    private mutating func addScripts(_ db: Database) throws {
        let versions = try ScriptRows(db: db).versions()
        let latest = ScriptVersion.latestShared(versions.values)
        for (tenant, version) in versions {
            parts[tenant, default: Parts()].scripts = ScriptState(
                version: version, isBehind: version.shared != latest)
        }
    }

    private mutating func addDrift(_ db: Database) throws {
        let sql = """
            SELECT tenant, kind, subject, found, mend, \(HealthRows.verdict) FROM drift
            ORDER BY tenant, position
            """
        for row in try Row.fetchAll(db, sql: sql) {
            parts[row[0], default: Parts()].drift.append(
                Drift(
                    try JobRows.word(row[1]), subject: JobRows.text(row[2]),
                    found: JobRows.text(row[3]), mend: JobRows.text(row[4]),
                    verdict: try JobRows.word(row[5])))
        }
    }
}
