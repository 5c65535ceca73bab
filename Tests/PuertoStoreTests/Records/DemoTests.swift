import GRDB
import PuertoCore
import Testing

@testable import PuertoStore

/// A demo's records accept nothing that a worker would act on.
@Suite struct DemoTests {
    private let workshop: Workshop
    private let store: Store

    init() throws {
        workshop = try Workshop()
        store = try workshop.make(isDemo: true)
        try store.add(.make("acme", status: .ready))
    }

    @Test func aDemoQueuesNoJob() throws {
        let request = JobRequest(.suspend, try Slug("acme"), by: .cli("ana"))
        var reasoned = request
        reasoned.parameters.reason = "x"
        try store.markAsDemo()
        #expect(throws: Store.demoRefusal) { try store.enqueue(reasoned) }
        #expect(throws: Store.demoRefusal) {
            try store.enqueueOnce(JobRequest(.build, nil, by: .cli("ana")))
        }
        #expect(try store.jobs().isEmpty)
    }

    @Test func aJobThatWaitedBeforeIsNotClaimed() throws {
        _ = try store.enqueue(JobRequest(.restart, Slug("acme"), by: .cli("ana")))
        try store.markAsDemo()
        #expect(throws: Store.demoRefusal) {
            try store.claim(for: LeaseHolder("one"), watch: HolderWatch { _ in nil })
        }
        #expect(try store.leases().isEmpty)
    }

    @Test(arguments: [
        "DELETE FROM demo", "UPDATE demo SET at = 0", "REPLACE INTO demo VALUES (1, 0)",
        "INSERT INTO demo VALUES (2, 0)",
        "INSERT INTO lease (tenant, job, token, holder, taken_at) VALUES (-1, 1, 'x', 'y', 0)",
    ])
    func noStatementMakesItAnotherWorkspace(sql: String) throws {
        try store.markAsDemo()
        let raw = try workshop.raw()
        try raw.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = ON")
            #expect(throws: DatabaseError.self) { try db.execute(sql: sql) }
        }
        #expect(try store.isDemo())
    }

    @Test func theHistoryAndTheRecordsSayIt() throws {
        #expect(try !store.isDemo() && !store.records().isDemo)
        try store.refuseDemo()
        try store.markAsDemo()
        #expect(try store.isDemo() && store.records().isDemo)
        #expect(throws: Store.demoRefusal) { try store.refuseDemo() }
        #expect(try store.fleet(auditLimit: 100).audit.last?.action == "workspace.demo")
    }

    /// A row in the table alone would stop all work of a workspace that is in use.
    @Test func noRowMakesAWorkspaceInUseADemo() throws {
        let used = try Workshop()
        let store = try used.make()
        #expect(throws: PuertoError.self) { try store.markAsDemo() }
        let (row, raw) = ("INSERT OR REPLACE INTO demo VALUES (1, 0)", try used.raw())
        try raw.writeWithoutTransaction { db in
            #expect(throws: DatabaseError.self) { try db.execute(sql: row) }
            // One that came in all the same, as before there was this rule, is not believed.
            try db.execute(sql: "DROP TRIGGER demo_insert")
            try db.execute(sql: row + "; " + Migrations.demoMark)
        }
        #expect(try !store.isDemo() && !store.records().isDemo)
        try store.refuseDemo()
    }
}
