import Foundation
import Testing

/// Tests messages about container engines that are there, missing, silent or something else.
@Suite struct EngineVerbTests {
    private static let hint = "(which docker is first in PATH, and is it Docker's?)"

    /// The error line, which must be the only output.
    private func error(_ engine: FakeEngine, _ arguments: String...) throws -> String {
        let result = try engine.puerto(arguments)
        #expect(result.code == 1 && result.out == "")
        let start = "puerto: error: "
        #expect(result.err.hasPrefix(start) && result.err.hasSuffix("\n"))
        return String(result.err.dropFirst(start.count).dropLast())
    }

    @Test func aDryRunSaysWhatWouldBeDoneAndDoesNothing() throws {
        let engine = try FakeEngine(status: "draft")
        let before = try Sqlite.state(engine.scratch.path("w/puerto.db"))
        let result = try engine.puerto("provision", "acme", "--dry-run")
        #expect(result.code == 0 && result.err == "", "\(result.err)")
        let text = result.out.replacing(/puerto-[0-9a-f]{8}/) { _ in "puerto-WORKSPAC" }
            .replacing(/plan [0-9a-f]{64}/) { _ in "plan HASH" }
        #expect(
            text == """
                preflight    ports: 127.0.0.1:28001, 127.0.0.1:25433, 127.0.0.1:26380
                             images: postgres:16.9, redis:7.4.4, ghcr.io/windmill-labs/windmill:1.743.0
                             memory: 2624 MiB at most, profile small
                             network: puerto-WORKSPAC-1_data 10.213.0.64/28
                             network: puerto-WORKSPAC-1_edge 10.213.0.80/28
                             network: puerto-WORKSPAC-1_door 10.213.0.96/28
                             make volume puerto-WORKSPAC-1_postgres
                             make volume puerto-WORKSPAC-1_redis
                             make volume puerto-WORKSPAC-1_cache
                             make volume puerto-WORKSPAC-1_logs
                files        stacks/acme/compose.yaml: written
                             database_url: ‹redacted›
                             postgres_password: ‹redacted›
                             redis.conf: ‹redacted›
                data         docker compose --project-name puerto-WORKSPAC-1 --file compose.yaml up --detach postgres redis
                database     wait for logins to postgres, redis
                application  docker compose --project-name puerto-WORKSPAC-1 --file compose.yaml up --detach
                health       wait until healthy, 1 s at most
                record       status: ready
                build        make the portal's pages again
                plan HASH

                """)
        #expect(try engine.puerto("provision", "acme", "--dry-run").out == result.out)
        // The engine is only asked questions.
        let questions = [
            "version", "info", "ps", "network ls", "volume ls", "image inspect", "inspect",
        ]
        #expect(
            try engine.asked().allSatisfy { asked in
                questions.contains { asked.hasPrefix("docker \($0)") }
            })
        let after = try Sqlite.state(engine.scratch.path("w/puerto.db"))
        #expect(after.rows == before.rows && after.history == before.history)
        #expect(try engine.scratch.files().keys.allSatisfy { !$0.hasPrefix("w/stacks") })
        #expect(try engine.jobs() == 0)
    }

    @Test func anotherPlanHasAnotherHash() throws {
        let engine = try FakeEngine()
        func plan(_ arguments: String...) throws -> String? {
            let result = try engine.puerto(arguments + ["--dry-run"])
            return result.out.split(separator: "\n").last.map(String.init)
        }
        let plans = try [
            plan("suspend", "acme", "--reason", "x"), plan("suspend", "acme", "--reason", "y"),
            plan("archive", "acme", "--reason", "x"), plan("provision", "acme"),
        ]
        #expect(plans.allSatisfy { $0?.wholeMatch(of: /plan [0-9a-f]{64}/) != nil })
        #expect(Set(plans).count == 4)
    }

    @Test func podmanIsFoundWhereDockerIsNot() throws {
        let engine = try FakeEngine()
        try engine.answer([:], program: "podman")
        try engine.remove("bin/docker")
        let plan = try engine.puerto("provision", "acme", "--dry-run")
        #expect(plan.code == 0 && plan.out.contains("podman compose --project-name"))
        #expect(try engine.asked().allSatisfy { $0.hasPrefix("podman ") })
    }

    @Test func aMachineWithoutComposeSaysSo() throws {
        let engine = try FakeEngine()
        try engine.remove("bin/docker")
        #expect(
            try error(engine, "provision", "acme", "--dry-run")
                == "there is no Compose on this machine (install docker-compose, Docker's compose "
                + "plugin, or podman-compose)")
    }

    @Test func composeWithoutItsEngineSaysSo() throws {
        let engine = try FakeEngine()
        try engine.remove("bin/docker")
        try engine.program("bin/podman-compose", "#!/bin/sh\n")
        let text = try error(engine, "doctor")
        #expect(text.hasPrefix("cannot run 'podman': "))
        #expect(text.hasSuffix("(is it installed, and in PATH?)"))
    }

    @Test(arguments: [
        (
            "echo 'Cannot connect to the Docker daemon at unix:///x' >&2; exit 1",
            "Cannot connect to the Docker daemon at unix:///x"
        ),
        ("exit 1", "no reason given"), ("exit 0", "no reason given"),
        ("kill -KILL $$", "no reason given"),
    ])
    func anEngineThatDoesNotAnswerIsNamedWithItsReason(script: String, reason: String) throws {
        let engine = try FakeEngine(["version": script])
        for verb in [["provision", "acme", "--dry-run"], ["doctor"]] {
            let result = try engine.puerto(verb)
            #expect(result.code == 1)
            #expect(
                result.err == "puerto: error: the container engine does not answer: \(reason) "
                    + "(start it (systemctl start docker), and let this user use it)\n")
        }
    }

    @Test func anAnswerThatIsNoneIsQuoted() throws {
        let engine = try FakeEngine(["ps": "echo '<html> --rm'"])
        #expect(
            try error(engine, "suspend", "acme", "--reason", "x", "--dry-run")
                == "the container engine answered something else than ids: '<html> --rm' "
                + Self.hint)
        try engine.answer(["ps": "echo abc", "inspect": "echo '{}'"])
        #expect(
            try error(engine, "doctor")
                == "the container engine answered something else than was asked for: '{}' "
                + Self.hint)
        try engine.answer(["ps": "echo abc", "inspect": "echo 'Error: daemon gone' >&2; exit 1"])
        #expect(try error(engine, "doctor") == "'docker inspect' failed: Error: daemon gone")
        try engine.answer(["version": "echo '<html>'; echo more"])
        #expect(
            try error(engine, "doctor")
                == "the container engine answered something else than its version: "
                + "'<html>\\u{a}more' " + Self.hint)
    }
}
