import PuertoCore
import Synchronization
import Testing

@testable import PuertoEngine

/// The commands of the verbs that open a container, each argument of them.
@Suite struct DockerTerminalTests {
    private static let docker = DockerCommand()

    private static func container() throws -> ContainerState {
        let text = """
            {"id":"abc","name":"/acme_redis","status":"running","exitCode":0,"restarts":0,\
            "image":"x","imageID":"y","labels":null,"bindings":null,"networks":null}
            """
        return try #require(try ContainerState.parse(text).first)
    }

    @Test func aProgramGetsAPipeOrTheTerminal() throws {
        let container = try Self.container()
        #expect(
            Self.docker.exec(["sh", "-c", "x y"], in: container).arguments
                == ["exec", "--interactive", "abc", "sh", "-c", "x y"])
        #expect(
            Self.docker.exec(
                ["bash"], in: container, .terminal, environment: ["HISTFILE=/dev/null"]
            )
            .arguments == [
                "exec", "--interactive", "--tty", "--env", "HISTFILE=/dev/null", "abc", "bash",
            ])
    }

    @Test func logsAreOfOneContainerFromAStartOn() throws {
        let container = try Self.container()
        #expect(
            Self.docker.logs(of: container, since: nil, tail: nil, follows: false).arguments
                == ["logs", "abc"])
        #expect(
            Self.docker.logs(of: container, since: "90s", tail: 5, follows: true, timestamps: true)
                .arguments == [
                    "logs", "--follow", "--timestamps", "--since", "90s", "--tail", "5", "abc",
                ])
    }

    /// The value is in a file of the container's memory for as long as its reader takes to start.
    @Test func aSecretsReaderRemovesItsFileBeforeTheProgramStarts() throws {
        let delivery = SecretDelivery(id: RandomID())
        #expect(delivery.path.hasPrefix("/dev/shm/puerto-"))
        #expect(
            delivery.words("WORD", ["redis-cli", "-x"]) == [
                "sh", "-c",
                "WORD=$(cat \"$0\") || exit 1; rm -f \"$0\"; export WORD; exec \"$@\"",
                delivery.path, "redis-cli", "-x",
            ])
    }

    /// The value goes in through standard input, and a refusal tells the engine's words without it.
    @Test func aSecretGoesInThroughAPipe() async throws {
        let delivery = SecretDelivery(id: RandomID())
        let seen = Mutex<[Command]>([])
        let engine = ContainerEngine(
            docker: Self.docker, compose: ComposeCommand(words: ["docker-compose"]),
            version: "20.10",
            runner: ProcessRunner { command, _ in
                seen.withLock { $0.append(command) }
                return .init(status: 1, output: "", errors: ["no space left"])
            })
        await #expect(throws: PuertoError.self) {
            try await delivery.send(Array("s3cret".utf8), to: Self.container(), with: engine)
        }
        let command = try #require(seen.withLock { $0.first })
        #expect(command.input == Array("s3cret".utf8))
        #expect(!command.description.contains("s3cret"))
    }
}
