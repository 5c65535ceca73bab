import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct ClientScriptsTests {
    let workshop: Workshop
    let store: Store
    let lease: Lease

    init() throws {
        workshop = try Workshop()
        store = try workshop.make(clients: "a", "b")
        try store.ask(.scripts, "a", parameters: JobParameters(prune: true))
        lease = try #require(try store.claim(by: "one"))
    }

    private static func target(_ system: String = "7301", workspace: String = "a") -> ScriptTarget {
        ScriptTarget(
            workspace: workspace, data: InstanceData(system: system, database: 16_384))
    }

    private static func item(_ name: String, _ digit: String = "a") -> PushedItem {
        PushedItem(
            kind: "script", name: name, sent: String(repeating: digit, count: 64), mark: "hash")
    }

    private static func digest(_ digit: String) -> String { String(repeating: digit, count: 64) }

    private func facts() throws -> ScriptFacts { try store.scripts(of: lease.tenant) }

    @Test func itemsAndTheVersionAreRecordedWithTheirPlace() throws {
        #expect(try facts() == ScriptFacts())
        try store.aimScripts(at: Self.target(), lease)
        for digit in ["a", "b"] { try store.recordScript(Self.item("f/a/x", digit), lease) }
        try store.recordScript(Self.item("f/a/y"), lease)
        try store.forgetScript(kind: "script", name: "f/a/y", lease)
        for _ in 0..<2 {
            try store.recordScriptVersion(
                whole: Self.digest("c"), shared: Self.digest("d"), lease)
        }
        let found = try facts()
        #expect(found.target == Self.target() && found.items == [Self.item("f/a/x", "b")])
        #expect(found.version?.text == "cccccccccccc" && found.version?.shared == Self.digest("d"))
        // The same version again is no line of the history.
        #expect(try store.history(2) == ["done job.add a", "done scripts.push a"])
        #expect(try store.auditEntries(1)[0].detail == "version: – → cccccccccccc")
    }

    @Test func otherDataHaveNothingOfWhatWasPushed() throws {
        for target in [Self.target("7302"), Self.target(workspace: "other")] {
            try store.aimScripts(at: Self.target(), lease)
            try store.recordScript(Self.item("f/a/x"), lease)
            try store.recordScriptVersion(
                whole: Self.digest("c"), shared: Self.digest("d"), lease)
            try store.aimScripts(at: target, lease)
            let found = try facts()
            #expect(found.target == target && found.items.isEmpty && found.version == nil)
        }
    }

    @Test func onlyALeaseWritesThem() throws {
        try store.aimScripts(at: Self.target(), lease)
        try store.recordScript(Self.item("f/a/x"), lease)
        try store.finish(lease)
        #expect(throws: PuertoError.self) { try store.recordScript(Self.item("f/a/y"), lease) }
        for sql in [
            "UPDATE script_item SET mark = 'x'", "UPDATE script_push SET workspace = 'x'",
            "INSERT INTO script_item VALUES (1, 'script', 'f/a/z', '', 'x')",
            "INSERT INTO script_push (tenant, workspace, system, database) VALUES (2, 'b', '1', 1)",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") {
                try workshop.raw().write { try $0.execute(sql: sql) }
            }
        }
        #expect(try facts().items == [Self.item("f/a/x")])
    }

    @Test func whatRemovesAClientTakesThemAlong() throws {
        try store.aimScripts(at: Self.target(), lease)
        try store.recordScript(Self.item("f/a/x"), lease)
        try workshop.raw().write { try $0.execute(sql: "DELETE FROM lease") }
        try workshop.raw(foreignKeys: false).write {
            try $0.execute(sql: "DELETE FROM tenant WHERE id = 1")
            for table in ["script_push", "script_item"] {
                #expect(try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") == 0)
            }
        }
    }

    @Test func aClientWithOlderSharedFilesIsBehind() throws {
        func push(_ lease: Lease, _ whole: String, _ shared: String) throws {
            try store.aimScripts(at: Self.target(), lease)
            try store.recordScriptVersion(
                whole: Self.digest(whole), shared: Self.digest(shared), lease)
            try store.finish(lease)
        }
        #expect(try store.operations("a").scripts == nil)
        try push(lease, "a", "1")
        #expect(try store.operations("a").scripts?.isBehind == false)
        workshop.pass(60)
        try store.ask(.scripts, "b")
        try push(#require(try store.claim(by: "one")), "b", "2")
        #expect(try store.operations("a").scripts?.isBehind == true)
        #expect(try store.operations("b").scripts?.isBehind == false)
        #expect(try store.operations("b").scripts?.version.text == "bbbbbbbbbbbb")
    }

    @Test func jobsOfTheVersionBeforeStayWithTheirStepsAndTheNextNumber() throws {
        let old = try Workshop(hosts: ["local", "second"])
        let index = try #require(Migrations.all.firstIndex(of: Migrations.clientScripts))
        try MigrationTests().old(old, version: index)
        let raw = try old.raw()
        try raw.write { db in
            try db.execute(
                sql: """
                    INSERT INTO job (seq, id, action, tenant, parameters, actor, state, attempts,
                        created_at, ready_at, ended_at)
                    VALUES (7, '0123456789abcdef', 'rotate', 3, 'field: redis', 'cli:ana', 'done',
                        3, 1, 1, 2), (9, '0123456789abcde0', 'build', NULL, '', 'cli:ana', 'done',
                        3, 1, 1, 2);
                    INSERT INTO job_step (job, position, name, state)
                        VALUES (7, 0, 'new', 'done');
                    DELETE FROM job WHERE seq = 9;
                    """)
        }
        try raw.close()
        let store = try old.open()
        let job = try #require(try store.jobs(of: Slug("acme"), states: [], limit: 5).first)
        #expect(job.action == .rotate && job.parameters.field == .redis)
        #expect(try store.job(job.id).steps.map(\.name) == ["new"])
        let next = try old.raw().write { db in
            try db.execute(
                sql: """
                    INSERT INTO job (id, action, tenant, parameters, actor, state, attempts,
                        created_at, ready_at)
                    VALUES ('0123456789abcde1', 'scripts', 3, '', 'cli:ana', 'queued', 3, 1, 1)
                    """)
            return db.lastInsertedRowID
        }
        #expect(next == 10)
        try store.verify()
    }
}
