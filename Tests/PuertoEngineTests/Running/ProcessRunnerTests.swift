import Foundation
import PuertoCore
import Synchronization
import Testing

@testable import PuertoEngine

/// The tests run real programs that every Debian has.
@Suite struct ProcessRunnerTests {
    private func run(
        _ program: String, _ arguments: [String] = [], patience: Int = 600, folder: String? = nil
    ) async throws -> (ended: ProcessRunner.Ended, lines: [String]) {
        let lines = Mutex<[String]>([])
        let ended = try await ProcessRunner.live.run(
            Command(program, arguments, patience: patience, folder: folder)
        ) { line in lines.withLock { $0.append(line) } }
        return (ended, lines.withLock { $0 })
    }

    private func shell(_ script: String, patience: Int = 600) async throws -> ProcessRunner.Ended {
        try await run("sh", ["-c", script], patience: patience).ended
    }

    @Test func outputIsKeptAndHandedOnLineByLine() async throws {
        let done = try await run("printf", ["one\\ntwo\\n"])
        #expect(done.ended == ProcessRunner.Ended(status: 0, output: "one\ntwo"))
        #expect(done.lines == ["one", "two"])
    }

    @Test func errorsAreKeptApart() async throws {
        let done = try await run("sh", ["-c", "echo out; echo bad >&2; exit 3"])
        #expect(done.ended == ProcessRunner.Ended(status: 3, output: "out", errors: ["bad"]))
        #expect(Set(done.lines) == ["out", "bad"])
    }

    @Test func ofManyErrorsTheLastFortyAreKept() async throws {
        let ended = try await shell("seq 100 >&2")
        #expect(ended.errors == (61...100).map(String.init))
    }

    @Test func argumentsReachTheProgramAsTheyAre() async throws {
        let done = try await run("printf", ["%s|", "$HOME", "a b", "", "`id`", "it's", "ñ"])
        #expect(done.ended.output == "$HOME|a b||`id`|it's|ñ|")
    }

    @Test func aMegabyteOnBothOutputsDoesNotBlock() async throws {
        let ended = try await shell("seq 150000; seq 150000 >&2")
        #expect(ended.output.utf8.count > 900_000 && ended.output.hasSuffix("\n150000"))
        #expect(ended.errors.last == "150000")
    }

    @Test func bytesThatAreNoTextAreNoFailure() async throws {
        let ended = try await shell("printf 'a\\377b\\n'")
        #expect(ended.output == "a\u{FFFD}b")
    }

    @Test func thereIsNothingToRead() async throws {
        #expect(try await run("cat").ended == ProcessRunner.Ended(status: 0, output: ""))
    }

    @Test func oneThatASignalEndsHasItsNumber() async throws {
        #expect(try await shell("kill -KILL $$").status == 128 + 9)
        #expect(try await shell("kill -TERM $$").status == 128 + 15)
    }

    @Test func itRunsInTheFolder() async throws {
        #expect(try await run("pwd", folder: "/usr").ended.output == "/usr")
        #expect(await code { try await run("pwd", folder: "/no/such/folder") } == .io)
    }

    @Test func aMissingProgramIsNamed() async throws {
        let error = await message { try await run("no-such-program", ["--secret"]) }
        #expect(error?.hasPrefix("cannot run 'no-such-program': ") == true)
        #expect(error?.hasSuffix("(is it installed, and in PATH?)") == true)
        #expect(error?.contains("--secret") == false)
        #expect(await code { try await run("no-such-program") } == .io)
    }

    @Test func nothingForeignIsInItsEnvironment() async throws {
        let own = ProcessInfo.processInfo.environment
        let known: Set<String> = [
            "PATH", "HOME", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH",
            "DOCKER_TLS_VERIFY", "XDG_RUNTIME_DIR",
        ]
        #expect(!Set(own.keys).subtracting(known).isEmpty)
        let wanted = own.filter { known.contains($0.key) }.merging([
            "LC_ALL": "C.UTF-8", "DOCKER_CLI_HINTS": "false",
        ]) { $1 }
        let lines = try await run("env").ended.output.split(separator: "\n").map(String.init)
        #expect(Set(lines) == Set(wanted.map { "\($0)=\($1)" }))
    }
}
