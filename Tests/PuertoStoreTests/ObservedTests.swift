import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct ObservedTests {
    let workshop: Workshop
    let store: Store

    init() throws {
        workshop = try Workshop()
        store = try workshop.make()
    }

    static func containers(_ stem: String, _ digit: String) throws -> [AdoptedContainer] {
        try zip([ServiceKind.windmill, .postgres, .redis], ["1", "2", "3"]).map { kind, last in
            try AdoptedContainer(
                kind: kind, id: String(repeating: digit, count: 63) + last,
                name: "\(stem)_\(kind.rawValue)", image: "some/\(kind.rawValue):1")
        }
    }

    func adoption(
        _ slug: String = "kids", slot: Int = 3, isRecorded: Bool = false, digit: String = "a"
    ) throws -> Adoption {
        Adoption(
            slug: try Slug(slug), name: slug, kind: slot == 0 ? .base : .client,
            host: try Slug("local"), slot: try Slot(slot),
            containers: try Self.containers("cyn_\(slug)", digit), isExposed: true,
            isRecorded: isRecorded)
    }

    @discardableResult
    func adopt(_ adoptions: Adoption...) throws -> [Settlement] {
        try store.adopt(adoptions, language: .es, by: .cli("test"))
    }

    @Test func itsRecordSaysWhatWasFoundAndHasNoPassword() throws {
        let done = try adopt(adoption())
        #expect(done.map(\.tenant.isObserved) == [true])
        let tenant = try store.tenant(Slug("kids"))
        #expect(tenant.isObserved && tenant.status == .ready && tenant.slot.number == 3)
        #expect(
            tenant.containers.all == ["cyn_kids_windmill", "cyn_kids_postgres", "cyn_kids_redis"])
        #expect(try store.credentials(of: Slug("kids")).isEmpty)
        #expect(
            try Set(store.stack(of: Slug("kids")).adopted)
                == Set(Self.containers("cyn_kids", "a")))
        let line = try #require(try store.auditEntries(1).first)
        #expect(line.action == "tenant.adopt" && line.object == "kids")
        #expect(line.detail.contains("postgres: cyn_kids_postgres (aaaaaaaaaaaa)"))
        #expect(try !store.tenant(Slug("base")).isObserved)
        _ = try workshop.open()
    }

    @Test func theRecordsThatABuildReadsKnowIt() throws {
        try adopt(adoption())
        let records = try store.records(historyLimit: 0)
        let marks = (0..<records.count).map { records.line($0).isObserved }
        #expect(marks == [false, true])
        #expect(records.fleet.tenants.map(\.isObserved) == marks)
    }

    static let attacks = [
        """
        INSERT INTO job (id, action, tenant, parameters, actor, state, attempts, created_at, ready_at)
        VALUES ('0123456789abcdef', 'reconcile', 1, '', 'sql', 'queued', 1, 0, 0)
        """,
        """
        INSERT INTO job (id, action, tenant, parameters, actor, state, attempts, created_at, ready_at)
        VALUES ('0123456789abcdef', 'archive', 1, '', 'sql', 'done', 1, 0, 0)
        """,
        "INSERT INTO lease (tenant, job, token, holder, taken_at) VALUES (1, 1, 't', 'h', 0)",
        "UPDATE tenant SET status = 'suspended' WHERE id = 1",
        "UPDATE tenant SET status = 'archived' WHERE id = 1",
        "UPDATE tenant SET status = 'draft' WHERE id = 1",
        "UPDATE observed SET tenant = 0", "UPDATE observed SET at = 9",
        "DELETE FROM observed", "REPLACE INTO observed VALUES (1, 9)",
        "INSERT INTO slot (host, number, tenant) VALUES (0, 9, 1)",
        "UPDATE slot SET number = 9 WHERE tenant = 1",
        "INSERT INTO stack (tenant, applied) VALUES (1, lower(hex(randomblob(32))))",
        "UPDATE stack SET applied = lower(hex(randomblob(32))) WHERE tenant = 1",
    ]

    @Test func theDatabaseRefusesWhatWouldChangeAnObservedStack() throws {
        try adopt(adoption())
        let raw = try workshop.raw()
        try raw.write { try $0.execute(sql: "INSERT INTO stack (tenant) VALUES (1)") }
        let before = try Self.rows(raw)
        for sql in Self.attacks {
            let error = #expect(throws: DatabaseError.self, "\(sql)") {
                try raw.write { try $0.execute(sql: sql) }
            }
            #expect(
                error?.message?.hasPrefix("observed: ") == true, "\(sql): \(error?.message ?? "")")
            #expect(try Self.rows(raw) == before, "\(sql)")
        }
    }

    static func rows(_ raw: DatabaseQueue) throws -> [String] {
        try raw.read { db in
            try [
                "SELECT * FROM tenant", "SELECT * FROM slot", "SELECT * FROM observed",
                "SELECT * FROM observed_container", "SELECT * FROM stack", "SELECT * FROM job",
                "SELECT * FROM lease",
            ].flatMap { sql in try Row.fetchAll(db, sql: sql).map { "\($0)" } }
        }
    }

    @Test(arguments: Action.allCases.filter(\.needsTenant))
    func noActionIsQueuedAndTheRefusalIsRecorded(action: Action) throws {
        try adopt(adoption())
        let error = #expect(throws: PuertoError.self) {
            try store.enqueue(JobRequest(action, Slug("kids"), by: .cli("test")))
        }
        #expect(error?.code == .protected && error?.message.contains("only observed") == true)
        #expect(error?.spanish?.message.contains("solo se observa") == true)
        #expect(error?.hint?.contains("puerto credential set kids") == true)
        #expect(try store.jobs().isEmpty)
        #expect(try store.auditEntries(1).first?.outcome == .refused)
    }

    @Test func theBaseSystemMayStillBeLookedAt() throws {
        try adopt(adoption("base", slot: 0, isRecorded: true))
        #expect(try store.tenant(Slug("base")).isObserved)
        let job = try store.enqueue(JobRequest(.reconcile, Slug("base"), by: .cli("test")))
        #expect(job.action == .reconcile)
        let error = #expect(throws: PuertoError.self) {
            try store.enqueue(JobRequest(.restart, Slug("base"), by: .cli("test")))
        }
        #expect(error?.message.contains("base system") == true)
    }

    @Test func anEditKeepsWhatWasFound() throws {
        try adopt(adoption())
        let edits: [(inout TenantDraft) throws -> Void] = [
            { $0.slot = try Slot(9) }, { $0.status = .suspended }, { $0.status = .draft },
            { $0.containers.redis = "another" }, { $0.stack.hasRedis = false },
        ]
        for edit in edits {
            let error = #expect(throws: PuertoError.self) { try store.edit("kids", edit) }
            #expect(error?.code == .protected)
        }
        _ = try store.edit("kids") { ($0.name, $0.tags) = ("Kids", ["vip"]) }
        #expect(try store.tenant(Slug("kids")).isObserved)
    }

    @Test func aFileNeitherEndsNorChangesIt() throws {
        try adopt(adoption())
        var declared = TenantDeclaration(slug: try Slug("kids"), name: "Kinder")
        (declared.status, declared.slot) = (.suspended, try Slot(9))
        _ = try store.importTenants([declared], language: .es, by: .cli("test"))
        let tenant = try store.tenant(Slug("kids"))
        #expect(tenant.name == "Kinder" && tenant.slot.number == 3 && tenant.status == .ready)
        #expect(tenant.isObserved)
    }

    @Test func aProbeChangesItsState() throws {
        try adopt(adoption())
        let down = ProbeResult(
            at: 1_700_000_001, health: .down, milliseconds: 1,
            detail: "container cyn_kids_redis: gone")
        try store.record([Slug("kids"): down], by: .worker)
        #expect(try store.tenant(Slug("kids")).status == .degraded)
    }

    @Test func anObservedRecordIsForgottenAlone() throws {
        try adopt(adoption())
        _ = try store.setCredential(
            Slug("kids"), .redis, isGenerated: false, by: .cli("test")
        ) { .pretend("given", $0) }
        try store.removeTenant(Slug("kids"), by: .cli("test"))
        #expect(try store.fleet().tenants.map(\.slug.text) == ["base"])
        let raw = try workshop.raw()
        #expect(
            try raw.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM observed_container") }
                == 0)
        try adopt(adoption(digit: "b"))
        _ = try workshop.open()
    }

    @Test func aRunningRecordThatPuertoNeverMadeIsMarked() throws {
        try store.add(.make("kids", slot: 3, status: .ready))
        try adopt(adoption(isRecorded: true))
        let tenant = try store.tenant(Slug("kids"))
        #expect(tenant.isObserved && tenant.containers.windmill == "cyn_kids_windmill")
        // What runs now is recorded anew.
        try adopt(adoption(isRecorded: true, digit: "c"))
        #expect(
            try Set(store.stack(of: Slug("kids")).adopted)
                == Set(Self.containers("cyn_kids", "c")))
    }

    @Test func passwordsThatPuertoMadeUpGoWhenARecordIsMarked() throws {
        try store.add(.make("kids", slot: 3, status: .ready))
        for (field, isGenerated) in [(CredentialField.postgres, true), (.redis, false)] {
            _ = try store.setCredential(
                Slug("kids"), field, isGenerated: isGenerated, by: .cli("test")
            ) { .pretend("made", $0) }
        }
        try adopt(adoption(isRecorded: true))
        #expect(try store.credentials(of: Slug("kids")).map(\.field) == [.redis])
        let line = try #require(try store.auditEntries(1).first)
        #expect(line.detail.contains("credential: postgres dropped"))
    }

    @Test func aPasswordStaysWithTheContainerThatItWasEnteredFor() throws {
        try adopt(adoption())
        _ = try store.setCredential(
            Slug("kids"), .postgres, isGenerated: false, by: .cli("test")
        ) { .pretend("entered", $0) }
        // A new container of the same name is the same server.
        try adopt(adoption(isRecorded: true, digit: "b"))
        #expect(try store.credentials(of: Slug("kids")).map(\.field) == [.postgres])
        let other = Adoption(
            slug: try Slug("kids"), name: "kids", kind: .client, host: try Slug("local"),
            slot: try Slot(3), containers: try Self.containers("another", "c"), isExposed: true,
            isRecorded: true)
        try adopt(other)
        #expect(try store.credentials(of: Slug("kids")).isEmpty)
    }

    @Test func aRecordThatHasMovedMeanwhileIsNotMarked() throws {
        try store.add(.make("kids", slot: 4, status: .ready))
        let error = #expect(throws: PuertoError.self) { try adopt(adoption(isRecorded: true)) }
        #expect(error?.message == "'kids' has moved from slot 3 to 4 meanwhile")
        #expect(try !store.tenant(Slug("kids")).isObserved)
    }

    @Test func theSlotOfAForgottenOneIsKeptForItsStack() throws {
        try adopt(adoption())
        try store.removeTenant(Slug("kids"), by: .cli("test"))
        #expect(throws: PuertoError.self) { try store.add(.make("other", slot: 3)) }
    }

    @Test func aSelectionLeavesItOut() throws {
        try adopt(adoption())
        try store.add(.make("acme", slot: 4, status: .ready))
        var selection = ClientSelection()
        selection.states = [.ready]
        let selected = try store.select(selection, for: .restart)
        #expect(selected.wanted.map(\.slug.text) == ["acme"])
        #expect(selected.left.map(\.slug.text) == ["kids"])
    }

    @Test func anEndedJobOfItIsNotQueuedAgain() throws {
        try store.add(.make("kids", slot: 3, status: .ready))
        let raw = try workshop.raw()
        try raw.write {
            try $0.execute(
                sql: """
                    INSERT INTO job (id, action, tenant, parameters, actor, state, attempts,
                        created_at, ready_at, ended_at)
                    VALUES ('0123456789abcdef', 'restart', 1, '', 'sql', 'done', 1, 0, 0, 1)
                    """)
        }
        try adopt(adoption(isRecorded: true))
        let error = #expect(throws: DatabaseError.self) {
            try raw.write {
                try $0.execute(sql: "UPDATE job SET state = 'queued', ended_at = NULL")
            }
        }
        #expect(error?.message?.hasPrefix("observed: ") == true)
    }

    @Test func whatPuertoMakesIsNeverMarked() throws {
        try store.add(.make("kids", slot: 3, status: .draft))
        #expect(throws: PuertoError.self) { try adopt(adoption(isRecorded: true)) }
        _ = try store.edit("kids") { $0.status = .ready }
        try workshop.raw().write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO stack (tenant, applied) VALUES (1, ?)",
                arguments: [String(repeating: "a", count: 64)])
        }
        let error = #expect(throws: PuertoError.self) { try adopt(adoption(isRecorded: true)) }
        #expect(error?.message == "Puerto has made the stack of 'kids'")
        #expect(try !store.tenant(Slug("kids")).isObserved)
    }

    @Test func aPasswordThatPuertoMakesUpIsRefused() throws {
        try adopt(adoption())
        #expect(throws: PuertoError.self) {
            try store.setCredential(
                Slug("kids"), .postgres, isGenerated: true, by: .cli("test")
            ) { .pretend("made", $0) }
        }
    }
}
