import PuertoCore
import Synchronization
import Testing

@testable import PuertoEngine

@Suite struct ContainerEngineTests {
    private static let hint = "(which docker is first in PATH, and is it Docker's?)"

    private func engine(_ answers: ProcessRunner.Ended...) -> ContainerEngine {
        EngineScript(answers).engine
    }

    private static func said(_ output: String, status: Int = 0, errors: [String] = [])
        -> ProcessRunner.Ended
    {
        ProcessRunner.Ended(status: status, output: output, errors: errors)
    }

    private static func object(_ name: String) throws -> String {
        let labels = try StackIdentity.make().labels.map { "\"\($0.0)\":\"\($0.1)\"" }
        return """
            {"id":"\(name)","name":"/\(name)","status":"running","exitCode":0,"restarts":0,\
            "image":"i","imageID":"s","labels":{\(labels.joined(separator: ","))},"bindings":{},\
            "networks":{}}
            """
    }

    @Test func itSaysWhatItIs() {
        #expect(engine().name == "docker 20.10.24 with docker-compose")
    }

    @Test func noIdsMeanThatNothingIsInspected() async throws {
        let script = EngineScript([Self.said("\n")])
        #expect(try await script.engine.containers(of: .make()).isEmpty)
        #expect(
            script.asked.withLock { $0 } == [
                "ps --all --quiet --no-trunc --filter "
                    + "label=puerto.workspace=0123456789abcdef0123456789abcdef "
                    + "--filter label=puerto.tenant=7"
            ])
    }

    @Test func containersAreReadBackByTheirIds() async throws {
        let script = EngineScript([
            Self.said("aa\nbb"), Self.said(try Self.object("aa") + "\n" + Self.object("bb")),
        ])
        #expect(try await script.engine.containers(of: .make()).ids == ["aa", "bb"])
        #expect(
            script.asked.withLock { $0 }.last == "inspect --type container --format aa bb")
    }

    @Test(arguments: ["--help", "aa bb", "AA", "aa\n../x", "Cannot connect", "ñ"])
    func whatIsNoIdIsNeverPassedOn(answer: String) async throws {
        let script = EngineScript([Self.said(answer)])
        let bad = answer.split(separator: "\n").last ?? ""
        #expect(
            await message { try await script.engine.containers(of: .make()) }
                == "the container engine answered something else than ids: "
                + "\(PuertoError.quote(bad)) " + Self.hint)
        #expect(script.asked.withLock { $0.count } == 1)
    }

    @Test func oneThatGoesMeanwhileIsLookedForAgain() async throws {
        let script = EngineScript([
            Self.said("aa\nbb"), Self.gone, Self.said("aa"), Self.said(try Self.object("aa")),
        ])
        #expect(try await script.engine.allContainers().map(\.id) == ["aa"])
        let list = "ps --all --quiet --no-trunc"
        let inspect = "inspect --type container --format"
        #expect(
            script.asked.withLock { $0 } == [list, inspect + " aa bb", list, inspect + " aa"])
    }

    @Test func whereSomeAlwaysGoTheOthersAreTheAnswer() async throws {
        let partly = Self.said(try Self.object("aa"), status: 1, errors: Self.gone.errors)
        let list = Self.said("aa\nbb")
        #expect(
            try await engine(list, partly, list, partly, list, partly).allContainers().map(\.id)
                == ["aa"])
    }

    /// An empty answer would hide containers.
    @Test func anInspectionThatFailsIsNoEmptyAnswer() async throws {
        for errors in [Self.dead, Self.gone.errors + Self.dead, []] {
            let broken = Self.said("", status: 1, errors: errors)
            #expect(
                await code { try await engine(Self.said("aa"), broken).allContainers() } == .io)
        }
        #expect(
            await message {
                let broken = Self.said("", status: 1, errors: Self.dead)
                return try await engine(Self.said("aa"), broken).allContainers()
            } == "'docker inspect' failed: Cannot connect to the Docker daemon")
    }

    private static let dead = ["Cannot connect to the Docker daemon"]
    private static let gone = said("", status: 1, errors: ["Error: No such container: bb"])

    @Test func garbageIsQuoted() async throws {
        #expect(
            await message { try await engine(Self.said("aa"), Self.said("<html>")).allContainers() }
                == "the container engine answered something else than was asked for: '<html>' "
                + Self.hint)
        #expect(
            await code { try await engine(Self.said("aa"), Self.said("[]")).networks(of: .make()) }
                == .io)
    }

    @Test func aFailingCommandHasItsOwnWords() async throws {
        let failed = Self.said(
            "out", status: 1, errors: ["first", "", "second", "third", "fo\u{1B}[31murth"])
        let lines = Mutex<[String]>([])
        #expect(
            await message {
                try await engine(failed).perform(
                    Command("docker", ["--x", "stop", "aa"], patience: 1)
                ) {
                    line in lines.withLock { $0.append(line) }
                }
            } == "'docker stop' failed: second / third / fo\\u{1b}[31murth")
        #expect(lines.withLock { $0.count } == 5)
        #expect(
            await message {
                try await engine(Self.said("", status: 137)).ask(DockerCommand().version)
            }
                == "'docker version' failed: status 137")
    }

    @Test func anImageIsPinnedByTheDigestOfItsOwnRegistry() async throws {
        let (one, two) = (String(repeating: "1", count: 64), String(repeating: "2", count: 64))
        let image = try ImageReference("postgres:16.9")
        let answer = "[\"mirror.example/postgres@sha256:\(one)\",\"postgres@sha256:\(two)\"]\n"
        #expect(
            await engine(Self.said(answer)).pinned(image)?.text
                == "postgres:16.9@sha256:\(two)")
        let pinned = try ImageReference("postgres:16.9@sha256:\(one)")
        #expect(await engine(Self.said(answer)).pinned(pinned) == nil)
        // One that was built here, one that is missing, and an answer that is none.
        for answer in ["[]\n", "null\n", "", "sha256:aa\n"] {
            #expect(await engine(Self.said(answer)).pinned(image) == nil)
        }
        let missing = Self.said("", status: 1, errors: ["Error: No such image: postgres:16.9"])
        #expect(await engine(missing).pinned(image) == nil)
    }

    @Test func onlyAnAnswerSaysThatAnImageIsMissing() async throws {
        let image = try ImageReference("postgres:16.9")
        let missing = Self.said("[]", status: 1, errors: ["Error: No such image: postgres:16.9"])
        #expect(try await engine(Self.said("sha256:ab\n")).imageID(image) == "sha256:ab")
        #expect(try await engine(missing).imageID(image) == nil)
        let dead = Self.said("", status: 1, errors: Self.dead)
        #expect(
            await message { try await engine(dead).imageID(image) }
                == "'docker image' failed: Cannot connect to the Docker daemon")
    }

    @Test func volumesAreTheStacksOrForeignByTheirLabels() async throws {
        let own = "0123456789abcdef0123456789abcdef\t7"
        let answer = """
            puerto-01234567-7_postgres\t\(own)
            puerto-01234567-7_redis\t\t
            puerto-01234567-7_cache\t0123456789abcdef0123456789abcdef\t8
            old-puerto-01234567-7_logs\t\t
            """
        #expect(
            try await engine(Self.said(answer)).foreignVolumes(of: .make()) == [
                "puerto-01234567-7_redis", "puerto-01234567-7_cache",
            ])
    }
}
