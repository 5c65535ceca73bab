import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct JobQueueTests {
    @Test func aJobIsKeptAsItWasAskedFor() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        let job = try store.ask(.suspend, "a", parameters: JobParameters(reason: "no pagó"))
        #expect(job.id.count == 16)
        #expect(
            try store.job(job.id)
                == Job(
                    id: job.id, action: .suspend, tenant: try Slug("a"),
                    parameters: JobParameters(reason: "no pagó"), actor: "cli:ana",
                    state: .queued, attempt: 0, attempts: 3, createdAt: 1_700_000_000,
                    readyAt: 1_700_000_000, startedAt: nil, endedAt: nil, error: nil))
        let line = try store.auditEntries(1)[0]
        #expect(line.actor == "cli:ana" && line.action == "job.add" && line.object == "a")
        #expect(line.detail == "job: \(job.id)\naction: suspend\nreason: no pagó")
    }

    @Test func theSameKeyReturnsTheSameJobInAnyState() throws {
        let store = try Workshop().make(clients: "a", "b")
        let job = try store.ask(.restart, "a", key: "k")
        #expect(try store.ask(.restart, "a", key: "k") == job)
        _ = try store.cancel(job.id, by: .cli("ana"))
        #expect(try store.ask(.restart, "a", by: .cli("eva"), key: "k").state == .cancelled)
        #expect(try store.jobs().count == 1)
        #expect(try store.history(2) == ["done job.add a", "done job.cancel a"])
    }

    @Test func theSameKeyForAnotherRequestIsRefused() throws {
        let store = try Workshop().make(clients: "a", "b")
        let job = try store.ask(.suspend, "a", key: "k", parameters: JobParameters(reason: "x"))
        for other in [
            { try store.ask(.suspend, "b", key: "k", parameters: JobParameters(reason: "x")) },
            { try store.ask(.restart, "a", key: "k") },
            { try store.ask(.suspend, "a", key: "k", parameters: JobParameters(reason: "y")) },
        ] {
            #expect(
                message(other) == "the idempotency key was used for another job, "
                    + "\(job.id.prefix(8)) (a new request needs a new key)")
        }
        #expect(try store.jobs().map(\.id) == [job.id])
    }

    @Test(arguments: ["", String(repeating: "k", count: 256)])
    func aKeyIsOfSomeLengthAndNotTooLong(key: String) throws {
        let store = try Workshop().make(clients: "a")
        #expect(code { try store.ask(.restart, "a", key: key) } == .invalid)
        #expect(try store.jobs() == [])
    }

    @Test func aBusyTenantNamesItsJob() throws {
        let store = try Workshop().make(clients: "a", "b")
        let job = try store.ask(.restart, "a")
        #expect(code { try store.ask(.suspend, "a") } == .busy)
        #expect(
            message { try store.ask(.suspend, "a") }
                == "'a' is busy: job \(job.id.prefix(8)) (restart, by cli:ana) is queued "
                + "(puerto job show \(job.id.prefix(8)); or cancel it)")
        #expect(try store.history(1) == ["refused job.add a"])
        _ = try store.claim(by: "one")
        #expect(message { try store.ask(.restart, "a") }?.contains(") is running") == true)
        #expect(try store.ask(.restart, "b").state == .queued)
    }

    @Test func anActionThatTheStatusDoesNotAllowIsRefusedAndRecorded() throws {
        let store = try Workshop().make(clients: "a", status: .suspended)
        #expect(code { try store.ask(.restart, "a") } == .conflict)
        #expect(try store.jobs() == [])
        #expect(
            try store.auditEntries(1)[0].detail
                == "action: restart\nreason: 'a' is suspended: no restart for it now")
    }

    @Test(arguments: Action.allCases.filter { !$0.isForTheBaseSystem })
    func nothingIsDoneToTheBaseSystem(action: Action) throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        #expect(code { try store.ask(action, "base") } == .protected)
        #expect(try store.history(1) == ["refused job.add base"])
        #expect(
            try store.auditEntries(1)[0].detail.hasPrefix("action: \(action.rawValue)\nreason: "))
        let sql = """
            INSERT INTO job (id, action, tenant, parameters, actor, state, attempts, created_at,
                ready_at) VALUES ('00000000000000a1', ?, 0, '', 'sql', 'queued', 1, 1, 1)
            """
        #expect(throws: DatabaseError.self) {
            try workshop.raw().write { try $0.execute(sql: sql, arguments: [action.rawValue]) }
        }
        #expect(try store.jobs() == [])
    }

    @Test func theBaseSystemMayBeReconciled() throws {
        let store = try Workshop().make()
        #expect(try store.ask(.reconcile, "base").state == .queued)
        #expect(try store.ask(.build, nil).tenant == nil)
        #expect(
            message { try store.ask(.restart, nil) }
                == "'restart' needs a tenant (name a tenant)")
        #expect(code { try store.ask(.restart, "nobody") } == .notFound)
    }
}
