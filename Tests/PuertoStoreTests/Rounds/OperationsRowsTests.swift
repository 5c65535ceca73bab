import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// Rows of operations, also as SQL may write them, are read into the records.
@Suite struct OperationsRowsTests {
    private static let rows = """
        INSERT INTO stack (tenant, state_since, reason, compared_at) VALUES (1, 1700000000, 'why', 7)
            ON CONFLICT (tenant) DO UPDATE SET state_since = 1700000000, reason = 'why',
            compared_at = 7;
        INSERT INTO probe VALUES (1, 1700000100, 'degraded', 412, 'no worker'),
            (0, 1700000200, 'healthy', 3, '');
        INSERT INTO job (seq, id, action, tenant, parameters, actor, state, attempt, attempts,
            created_at, ready_at, started_at, ended_at, error) VALUES
            (41, '00000000000000a1', 'upgrade', 1, 'reason: x
        image.windmill: windmill:1.743.0', 'cli:ana', 'failed', 2, 3, 10, 11, 12, 13, 'it broke'),
            (42, '00000000000000a2', 'rotate', 1, 'field: redis', 'timer:probe', 'running', 1, 3,
            20, 20, 21, NULL, NULL);
        INSERT INTO job_step VALUES (41, 1, 'pull', 'failed', 12, 13), (41, 0, 'write', 'done', 12, 12),
            (42, 0, 'make', 'waiting', NULL, NULL);
        INSERT INTO drift VALUES (1, 1, 'stray', 's', 'f', 'm'), (1, 0, 'container', 'c', 'missing',
            'puerto reconcile a');
        """

    /// A client `a` in row 1, and a client of whose stack nothing is known.
    private func furnished(_ sql: String = rows) throws -> (
        store: Store, raw: DatabaseQueue, Workshop
    ) {
        let workshop = try Workshop()
        let store = try workshop.make()
        try store.add(.make("a"))
        try store.add(.make("b"))
        let raw = try workshop.raw()
        try raw.write { try $0.execute(sql: sql) }
        return (store, raw, workshop)
    }

    private func operations(_ store: Store, _ slug: String) throws -> Operations {
        let records = try store.records()
        return records.operations(try #require(records.index(of: Slug(slug))))
    }

    @Test func operationsAreReadAsTheyWereWritten() throws {
        let (store, raw, workshop) = try furnished()
        try raw.write { db in
            for day in 1...31 {
                try db.execute(
                    sql: "INSERT INTO health_day VALUES (1, ?, ?, 2, 3)",
                    arguments: [20260800 + day, day])
            }
        }
        let a = try operations(store, "a")
        #expect(a.stateSince == 1_700_000_000 && a.reason == "why" && a.comparedAt == 7)
        #expect(
            a.probe
                == ProbeResult(
                    at: 1_700_000_100, health: .degraded, milliseconds: 412, detail: "no worker"))
        #expect(a.days.count == HealthDay.shown)
        #expect(
            a.days.first
                == HealthDay(
                    day: try Day("2026-08-31"), healthy: 31, degraded: 2, down: 3,
                    hours: 0))
        #expect(a.days.last?.day == (try Day("2026-08-02")))
        #expect(
            a.drift == [
                Drift(.container, subject: "c", found: "missing", mend: "puerto reconcile a"),
                Drift(.stray, subject: "s", found: "f", mend: "m"),
            ])
        #expect(try operations(store, "base").probe?.health == .healthy)
        #expect(try operations(store, "b") == Operations())
        withExtendedLifetime(workshop) {}
    }

    @Test func jobsComeNewestFirstWithTheirStepsInOrder() throws {
        let (store, _, workshop) = try furnished()
        let slug = try Slug("a")
        let jobs = try operations(store, "a").jobs
        #expect(
            jobs == [
                Job(
                    id: "00000000000000a2", action: .rotate, tenant: slug,
                    parameters: JobParameters(field: .redis), actor: "timer:probe", state: .running,
                    attempt: 1, attempts: 3, createdAt: 20, readyAt: 20, startedAt: 21,
                    endedAt: nil,
                    error: nil, steps: [JobStep(name: "make", state: .waiting)]),
                Job(
                    id: "00000000000000a1", action: .upgrade, tenant: slug,
                    parameters: JobParameters(
                        reason: "x", images: [.windmill: try ImageReference("windmill:1.743.0")]),
                    actor: "cli:ana", state: .failed, attempt: 2, attempts: 3, createdAt: 10,
                    readyAt: 11, startedAt: 12, endedAt: 13, error: "it broke",
                    steps: [
                        JobStep(name: "write", state: .done, startedAt: 12, endedAt: 12),
                        JobStep(name: "pull", state: .failed, startedAt: 12, endedAt: 13),
                    ]),
            ])
        withExtendedLifetime(workshop) {}
    }

    @Test func noMoreJobsThanAPageShowsAreRead() throws {
        let (store, raw, workshop) = try furnished()
        try raw.write { db in
            try db.execute(sql: "UPDATE job SET state = 'done', ended_at = 22 WHERE seq = 42")
            for seq in 50..<60 {
                try db.execute(
                    sql: """
                        INSERT INTO job (seq, id, action, tenant, parameters, actor, state, attempts,
                            created_at, ready_at, ended_at)
                        VALUES (?, ?, 'restart', 1, '', 'cli:ana', 'cancelled', 1, 1, 1, 1)
                        """, arguments: [seq, "00000000000000\(seq)"])
            }
        }
        #expect(
            try operations(store, "a").jobs.map { String($0.id.suffix(2)) }
                == ["59", "58", "57", "56", "55"])
        withExtendedLifetime(workshop) {}
    }

    @Test func aRemovedTenantsOperationsAreDeleted() throws {
        let (store, raw, workshop) = try furnished()
        try raw.write { try $0.execute(sql: "DELETE FROM tenant WHERE id = 1") }
        #expect(try store.records().index(of: Slug("a")) == nil)
        for table in ["stack", "job", "job_step", "drift"] {
            #expect(
                try raw.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } == 0)
        }
        withExtendedLifetime(workshop) {}
    }

    @Test func textsThatOnlySQLWritesAreMadeVisible() throws {
        let (store, raw, workshop) = try furnished()
        try raw.write { db in
            try db.execute(sql: "UPDATE drift SET found = 'a' || char(27) || '[31m'")
            try db.execute(sql: "UPDATE probe SET detail = char(0x202e) || 'x'")
        }
        let a = try operations(store, "a")
        #expect(a.drift.map(\.found) == ["a\\u{1b}[31m", "a\\u{1b}[31m"])
        #expect(a.probe?.detail == "\\u{202e}x")
        try raw.write { try $0.execute(sql: "UPDATE stack SET reason = 'a' || char(10) || 'b'") }
        #expect(code { try store.records() } == .damaged)
        withExtendedLifetime(workshop) {}
    }
}
