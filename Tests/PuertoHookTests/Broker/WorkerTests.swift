import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// What was asked for while no worker runs waits, and every answer says so.
@Suite struct WorkerTests {
    private let portal: Portal
    private let ana: Visitor

    init() throws {
        portal = try Portal(clients: "acme", "other")
        ana = try portal.logIn("ana")
    }

    private func state(_ answer: Answer) throws -> String? {
        try answer.json()["worker"]?["state"]?.text
    }

    @Test func anAcceptedActionTellsWhetherAWorkerRuns() throws {
        let never = try portal.send("POST", "/tenants/acme/actions/restart", by: ana)
        #expect(try state(never) == "never")
        try portal.store.recordWorker("w", isOver: false)
        let running = try portal.send("POST", "/tenants/other/actions/restart", by: ana)
        #expect(try state(running) == "running")
        try portal.store.recordWorker("w", isOver: true)
        let gone = try portal.send("POST", "/build", by: ana)
        #expect(try state(gone) == "gone")
        #expect(try gone.json()["worker"]?["seen_at"]?.text?.hasSuffix("Z") == true)
    }

    @Test func aPlanThatIsAskedForTellsItToo() throws {
        let asked = try portal.send("POST", "/tenants/acme/actions/archive/plans", by: ana)
        #expect(try state(asked) == "never")
    }

    @Test func onlyAQueuedJobTellsIt() throws {
        let asked = try portal.send("POST", "/tenants/acme/actions/restart", by: ana)
        let id = try #require(try asked.json()["job"]?["id"]?.text)
        #expect(try state(portal.send("GET", "/jobs/\(id)", by: ana)) == "never")
        try portal.send("POST", "/jobs/\(id)/cancel", by: ana)
        #expect(try state(portal.send("GET", "/jobs/\(id)", by: ana)) == nil)
    }
}
