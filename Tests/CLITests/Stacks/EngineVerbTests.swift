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
                             redis_password: ‹redacted›
                data         docker compose --project-name puerto-WORKSPAC-1 --file compose.yaml up --detach postgres redis
                database     wait for logins to postgres, redis
                secure       docker compose --project-name puerto-WORKSPAC-1 --file compose.yaml up --detach windmill
                             without a published port and without a worker
                             replace the stock password; see it refused
                application  docker compose --project-name puerto-WORKSPAC-1 --file compose.yaml up --detach
                health       wait until healthy, 1 s at most
                instance     make what is missing: token, settings, workspace acme
                             no login for the client: the record has no contact's e-mail
                scripts      no scripts: content/windmill has none
                smoke        run f/puerto/smoke and compare its result
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

    /// Podman by itself, a link to it, the script of `podman-docker`, what that script prints, and
    /// the version of Podman's own socket.
    @Test(arguments: ["podman", "podman-compose"])
    func podmanInPlaceOfDockerIsRefusedByName(program: String) throws {
        let engine = try FakeEngine()
        try engine.answer([:], program: program)
        try engine.remove("bin/docker")
        for verb in [
            ["provision", "acme", "--dry-run"], ["doctor"],
            ["suspend", "acme", "--reason", "x", "--dry-run"],
        ] {
            let result = try engine.puerto(verb)
            #expect(result.code == 1 && result.out == "")
            #expect(
                result.err == "puerto: error: podman is not supported: '\(program)' is here, "
                    + "'docker' is not (install docker.io and docker-compose)\n")
        }
        #expect(try engine.asked() == [])
    }

    @Test func podmanUnderDockersNameIsRefusedBeforeItIsAsked() throws {
        let engine = try FakeEngine()
        try engine.program("bin/podman", "#!/bin/sh\nexit 1\n")
        try engine.remove("bin/docker")
        try FileManager.default.createSymbolicLink(
            atPath: engine.scratch.path("bin/docker"), withDestinationPath: "podman")
        let start = "podman is not supported: '"
        #expect(try error(engine, "doctor").hasPrefix(start))
        try engine.remove("bin/docker")
        try engine.program("bin/docker", "#!/bin/sh\nexec /usr/bin/podman \"$@\"\n")
        #expect(try error(engine, "doctor").hasPrefix(start))
        #expect(try engine.asked() == [])
    }

    @Test(arguments: [
        ("echo 'Emulate Docker CLI using Pod''man.' >&2; echo 20.10.24", "'docker' runs Podman"),
        ("echo 4.3.1", "the engine's version is '4.3.1', Docker's begin at 17"),
    ])
    func podmanIsKnownByItsAnswer(script: String, reason: String) throws {
        let engine = try FakeEngine(["version": script])
        #expect(
            try error(engine, "doctor")
                == "podman is not supported: \(reason) (install docker.io and docker-compose)")
    }

    @Test(arguments: [
        ("tcp://10.0.0.9:2375", "tcp://10.0.0.9:2375"),
        ("ssh://ana:hunter2@faro.example", "ssh://faro.example"),
        ("127.0.0.1:2375", "127.0.0.1:2375"),
    ])
    func anEngineElsewhereIsRefusedByName(host: String, shown: String) throws {
        let engine = try FakeEngine()
        for verb in [["provision", "acme", "--dry-run"], ["doctor"]] {
            let result = try engine.puerto(verb, environment: ["DOCKER_HOST": host])
            #expect(result.code == 1 && result.out == "")
            #expect(
                result.err == "puerto: error: the container engine is elsewhere: DOCKER_HOST is "
                    + "'\(shown)' (unset DOCKER_HOST: stacks are made by this machine's own "
                    + "engine, through its socket)\n")
        }
        #expect(try engine.asked() == [])
        let here = try engine.puerto(
            ["provision", "acme", "--dry-run"],
            environment: ["DOCKER_HOST": "unix:///var/run/docker.sock"])
        #expect(here.code == 0, "\(here.err)")
    }

    /// A context is chosen by a variable, or by a file that `docker context use` writes.
    @Test func aContextThatLeadsElsewhereIsRefusedByName() throws {
        let engine = try FakeEngine(["context": "echo ssh://faro.example"])
        let refusal =
            "puerto: error: the container engine is elsewhere: the docker context 'faro' leads to "
            + "'ssh://faro.example' (docker context use default, or unset DOCKER_CONTEXT: stacks "
            + "are made by this machine's own engine, through its socket)\n"
        let named = try engine.puerto(["doctor"], environment: ["DOCKER_CONTEXT": "faro"])
        #expect(named.code == 1 && named.err == refusal)
        try engine.scratch.write(
            #"{"auths": {}, "currentContext": "faro"}"#, to: "home/.docker/config.json")
        #expect(try engine.puerto("doctor").err == refusal)
        // DOCKER_HOST goes before any context, as docker has it.
        let host = ["DOCKER_HOST": "unix:///var/run/docker.sock"]
        #expect(
            try engine.puerto(["provision", "acme", "--dry-run"], environment: host).code == 0)
        try engine.answer(["context": "echo unix:///run/user/1000/docker.sock"])
        #expect(try engine.puerto("provision", "acme", "--dry-run").code == 0)
    }

    @Test func aMachineWithoutComposeSaysSo() throws {
        let engine = try FakeEngine()
        try engine.remove("bin/docker")
        #expect(
            try error(engine, "provision", "acme", "--dry-run")
                == "there is no Compose on this machine (install docker.io and docker-compose, or "
                + "Docker's compose plugin)")
    }

    @Test func composeWithoutItsEngineSaysSo() throws {
        let engine = try FakeEngine()
        try engine.remove("bin/docker")
        try engine.program("bin/docker-compose", "#!/bin/sh\n")
        let text = try error(engine, "doctor")
        #expect(text.hasPrefix("cannot run 'docker': "))
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
