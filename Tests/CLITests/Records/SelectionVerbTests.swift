import Foundation
import Testing

/// Verbs of stacks on several clients: by names, and by state, plan, host and tag.
@Suite struct SelectionVerbTests {
    private let engine: FakeEngine

    /// `acme` is ready; the others differ in state, plan and tag.
    init() throws {
        engine = try FakeEngine()
        let yaml = try engine.scratch.text(of: "w/puerto.yaml")
        try engine.scratch.write(
            yaml + """
                plans: [{id: basic, name: B, price: 1}, {id: pro, name: P, price: 2}]
                hosts: [{name: local, address: localhost}, {name: second, address: 10.0.0.2}]

                """, to: "w/puerto.yaml")
        for (slug, more) in [
            ("bolt", ["--plan", "basic", "--tag", "vip", "--status", "ready"]),
            ("cruz", ["--plan", "pro", "--status", "degraded"]),
            ("duna", ["--plan", "pro", "--tag", "vip", "--status", "draft"]),
            ("eco", ["--plan", "basic", "--status", "suspended"]),
            ("far", ["--host", "second", "--plan", "pro", "--status", "ready"]),
        ] {
            let done = try engine.puerto(["tenant", "add", slug, "--name", slug] + more)
            try #require(done.code == 0, "\(done.err)")
        }
    }

    /// The clients of the queued jobs of a verb.
    private func queued(_ arguments: String...) throws -> Set<String> {
        let done = try engine.puerto(arguments + ["--detach", "--yes"])
        try #require(done.code == 0, "\(done.err)")
        let list = try engine.puerto("job", "list").out.split(separator: "\n").dropFirst()
        for line in list {
            try engine.puerto("job", "cancel", String(line.split(separator: " ")[0]))
        }
        return Set(
            list.filter { $0.contains(" queued ") }.map { String($0.split(separator: " ")[2]) })
    }

    @Test func valuesOfOneKindAreAlternativesAndKindsAddUp() throws {
        #expect(try queued("restart", "acme", "bolt", "acme") == ["acme", "bolt"])
        #expect(try queued("restart", "--plan", "basic") == ["bolt"])
        #expect(try queued("restart", "--plan", "basic", "--plan", "pro") == ["bolt", "cruz"])
        #expect(try queued("restart", "--plan", "pro", "--state", "degraded") == ["cruz"])
        #expect(try queued("suspend", "--tag", "vip", "--reason", "x") == ["bolt"])
        #expect(try queued("provision", "--tag", "vip") == ["duna"])
        #expect(try queued("resume", "--plan", "basic") == ["eco"])
        #expect(try queued("rotate", "--state", "ready", "redis") == ["acme", "bolt"])
        #expect(try queued("rotate", "acme", "bolt", "redis") == ["acme", "bolt"])
    }

    @Test func theBaseSystemAndOtherMachinesAreNotSelected() throws {
        #expect(try queued("reconcile", "--host", "local") == ["acme", "bolt", "cruz", "eco"])
        let states = ["draft", "ready", "degraded", "suspended"].flatMap { ["--state", $0] }
        let done = try engine.puerto(["reconcile", "--detach", "--yes"] + states)
        #expect(done.err.contains("'duna' is left out: draft\n"), "\(done.err)")
        #expect(!done.err.contains("base") && !done.err.contains("far"))
    }

    @Test func aClientOfAnotherMachineIsRefusedBeforeAnythingIsQueued() throws {
        let refused = try engine.puerto("restart", "acme", "far", "--detach", "--yes")
        #expect(refused.code == 1 && refused.err.contains("'far' is on 'second'"))
        #expect(try engine.jobs() == 0)
        try engine.puerto("tenant", "edit", "duna", "--tag", "")
        try engine.puerto("tenant", "edit", "bolt", "--host", "second")
        let away = try engine.puerto("suspend", "--tag", "vip", "--reason", "x", "--yes")
        #expect(away.code == 1 && away.err.contains("is on another machine, as 'second'"))
    }

    @Test func onePlanIsShownAndConfirmedOnce() async throws {
        let refused = try engine.puerto("restart", "acme", "bolt", "--detach")
        #expect(refused.code == 1)
        #expect(
            refused.err == """
                puerto: restart: 2 clients
                puerto:   acme  ready
                puerto:   bolt  ready
                puerto: error: the plan is not confirmed (confirm it with --yes)

                """)
        #expect(try engine.jobs() == 0)
        let terminal = try AtTerminal(
            engine.scratch, "restart", "--tag", "vip", "--detach", "--workspace", "w")
        try await terminal.wait(for: "type yes to restart this client:")
        try terminal.type("no\n")
        #expect(terminal.end() == 1)
        let plan = try engine.puerto("restart", "acme", "bolt", "--dry-run")
        #expect(plan.code == 0 && plan.out.matches(of: /plan [0-9a-f]{64}\n/).count == 2)
        #expect(try engine.jobs() == 0)
    }

    @Test(arguments: [
        (["restart", "--plan", "gold", "--tag", "x"], "no client matches --plan gold --tag x "),
        (
            ["provision", "--state", "suspended"],
            "no client of --state suspended is in a state for"
        ),
        (["restart", "--state", "broken"], "state is 'broken' (one of draft, "),
        (["restart", "acme", "nope", "--yes"], "there is no tenant 'nope'"),
        (["restart", "acme", "eco", "--yes"], "'eco' is suspended: no restart for it now"),
    ])
    func aSelectionWithoutClientsIsAnError(arguments: [String], said: String) throws {
        let done = try engine.puerto(arguments + ["--detach"])
        #expect(done.code == 1 && done.err.contains(said), "\(done.err)")
        #expect(try engine.jobs() == 0)
    }

    @Test(arguments: [
        ["restart"], ["restart", "acme", "--all"], ["restart", "acme", "--plan", "basic"],
        ["suspend", "--reason", "x"], ["resume", "eco", "acme", "--new-data"],
        ["restart", "acme", "bolt", "--idempotency-key", "k"], ["rotate", "redis"],
        ["upgrade", "acme", "bolt", "--detach", "--image", "redis=redis:7.4.5"],
    ])
    func namesAndSelectionsDoNotMix(arguments: [String]) throws {
        #expect(try engine.puerto(arguments).code == 2)
        #expect(try engine.jobs() == 0)
    }
}
