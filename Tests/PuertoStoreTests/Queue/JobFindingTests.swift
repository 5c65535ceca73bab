import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct JobFindingTests {
    private func furnished() throws -> (Store, Workshop) {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a", "b")
        try workshop.raw().write { db in
            for (id, tenant, state) in [
                ("ab00000000000001", 1, "done"), ("ab00000000000002", 2, "failed"),
                ("cd00000000000003", 1, "cancelled"), ("ef00000000000004", 1, "queued"),
            ] {
                try db.execute(
                    sql: """
                        INSERT INTO job (id, action, tenant, parameters, actor, state, attempts,
                            created_at, ready_at, ended_at)
                        VALUES (?, 'restart', ?, '', 'cli:ana', ?, 1, 1, 1, ?)
                        """, arguments: [id, tenant, state, state == "queued" ? nil : 2])
            }
        }
        return (store, workshop)
    }

    @Test func aUniquePrefixFindsAJob() throws {
        let (store, _) = try furnished()
        #expect(try store.job("c").id == "cd00000000000003")
        #expect(try store.job("ab00000000000001").id == "ab00000000000001")
        #expect(
            message { try store.job("ab") }
                == "several jobs begin with 'ab' (write more of the id)")
    }

    @Test(arguments: ["", "*", "[a-f]*", "AB", "ab00000000000001x", "0", "'; --", "a?"])
    func whatBeginsNoJobIsNotFound(prefix: String) throws {
        let (store, _) = try furnished()
        #expect(
            message { try store.job(prefix) }
                == "there is no job '\(prefix)' (puerto job list shows them)")
    }

    @Test func listsAreNewestFirstAndMayBeNarrowed() throws {
        let (store, _) = try furnished()
        func ids(_ tenant: String? = nil, _ states: Set<Job.State> = [], _ limit: Int = 50) throws
            -> [String]
        {
            try store.jobs(of: tenant.map(Slug.init(_:)), states: states, limit: limit)
                .map { String($0.id.prefix(2) + $0.id.suffix(1)) }
        }
        #expect(try ids() == ["ef4", "cd3", "ab2", "ab1"])
        #expect(try ids("a") == ["ef4", "cd3", "ab1"])
        #expect(try ids(nil, [.done, .failed]) == ["ab2", "ab1"])
        #expect(try ids("b", [.done]) == [])
        #expect(try ids(nil, [], 1) == ["ef4"])
        #expect(code { try ids("nobody") } == .notFound)
    }

    @Test(arguments: [
        "UPDATE job SET action = 'archive'", "UPDATE job SET tenant = 2 WHERE tenant = 1",
        "UPDATE job SET parameters = 'reason: x'", "UPDATE job SET actor = 'cli:eva'",
        "UPDATE job SET id = '00000000000000ff' WHERE id LIKE 'ef%'",
        "UPDATE job SET state = 'queued', ended_at = NULL WHERE id LIKE 'ab%1'",
        "UPDATE job SET state = 'running'",
        """
        INSERT INTO job (id, action, tenant, parameters, actor, state, attempts, created_at,
            ready_at) VALUES ('0000000000000005', 'restart', 1, '', 'sql', 'queued', 1, 1, 1)
        """,
        """
        INSERT OR REPLACE INTO job (id, action, tenant, parameters, actor, state, attempts,
            created_at, ready_at, ended_at)
            VALUES ('ab00000000000001', 'archive', 2, '', 'sql', 'done', 1, 1, 1, 1)
        """,
    ])
    func whatWasAskedForStaysAndATenantHasOneAtATime(sql: String) throws {
        let (store, workshop) = try furnished()
        let before = try store.jobs()
        #expect(throws: DatabaseError.self) {
            try workshop.raw().write { try $0.execute(sql: sql) }
        }
        #expect(try store.jobs() == before)
    }
}
