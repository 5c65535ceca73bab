internal import GRDB
internal import PuertoCore

/// The rows of `sight`, in a transaction: which of two states or answers is the newer one.
///
/// A look takes a number when it begins. It is newer than what has a lower number, whatever the
/// times in both say.
struct SightRows {
    let db: Database

    /// The numbers of one tenant; 0 for what has none.
    struct Numbers {
        var stated = 0
        var probed = 0
        var compared = 0
    }

    /// The part that was looked at.
    enum Kind: String { case stated, probed, compared }

    /// Returns the next number.
    func next() throws -> Int {
        let sql = """
            INSERT INTO sight_count (only, number) VALUES (1, 1)
            ON CONFLICT (only) DO UPDATE SET number = number + 1 RETURNING number
            """
        return try Int.fetchOne(db, sql: sql) ?? 0
    }

    func numbers(of tenant: Int) throws -> Numbers {
        let sql = "SELECT stated, probed, compared FROM sight WHERE tenant = ?"
        let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [tenant])
        return row.map { Numbers(stated: $0[0], probed: $0[1], compared: $0[2]) } ?? Numbers()
    }

    func set(_ kind: Kind, _ number: Int, of tenant: Int) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO sight (tenant, \(kind.rawValue)) VALUES (?, ?)
                ON CONFLICT (tenant) DO UPDATE SET \(kind.rawValue) = excluded.\(kind.rawValue)
                """
        ).execute(arguments: [tenant, number])
    }

    /// Makes the newest probe count for a state that a job has just set, where it is newer than the
    /// state before: the job has set it because of that probe.
    func keepProbe(of tenant: Int, _ before: Numbers) throws {
        guard before.probed > before.stated else { return }
        try set(.stated, before.probed, of: tenant)
    }

    /// The numbers of all tenants that have some.
    static func all(_ db: Database) throws -> [Int: Numbers] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT tenant, stated, probed, compared FROM sight")
        return Dictionary(
            rows.map { ($0[0] as Int, Numbers(stated: $0[1], probed: $0[2], compared: $0[3])) }
        ) { first, _ in first }
    }
}

extension SightRows.Numbers {
    /// Sets the times of a state and a probe that contradict their order to the order: the clock
    /// was ahead at one of them. Without numbers, the times decide.
    func order(_ probe: ProbeResult?, _ since: Int?) -> (probe: ProbeResult?, since: Int?) {
        guard let probe, let since, stated > 0 || probed > 0 else { return (probe, since) }
        guard probed >= stated else {
            return (
                ProbeResult(
                    at: min(probe.at, since - 1), health: probe.health,
                    milliseconds: probe.milliseconds, detail: probe.detail), since
            )
        }
        return (probe, min(since, probe.at))
    }
}
