import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct MendingCommandTests {
    private static let docker = DockerCommand()

    private func own(_ ids: String...) throws -> OwnContainers {
        let labels = try StackIdentity.make().labelled
        return try OwnContainers(
            ids.map { try .make("acme_\($0)", id: $0, labels: labels) }, of: .make())
    }

    @Test func eachChangeNamesIdsThatWereReadBack() throws {
        #expect(
            try Self.docker.unpause(own("aa", "bb")).arguments == ["unpause", "aa", "bb"])
        #expect(
            try Self.docker.rename(own("aa"), to: "acme_redis").arguments
                == ["rename", "aa", "acme_redis"])
        #expect(
            try Self.docker.disconnect(own("aa"), from: "n_data").arguments
                == ["network", "disconnect", "n_data", "aa"])
        #expect(
            try Self.docker.goOn(own("aa")).arguments == ["kill", "--signal", "CONT", "aa"])
        #expect(
            try Self.docker.tag("sha256:ab", as: ImageReference("redis:7.4.4")).arguments
                == ["tag", "sha256:ab", "redis:7.4.4"])
    }

    @Test func aStatementIsReadFromStandardInputAndShownNowhere() throws {
        let command = try Self.docker.sql("ALTER ROLE x PASSWORD 'SCRAM'", in: own("aa"))
        #expect(
            command.description
                == "docker exec --interactive --user postgres aa psql --username postgres "
                + "--dbname postgres --no-psqlrc --quiet --no-password --set ON_ERROR_STOP=1 "
                + "--file -")
        #expect(command.input == Array("ALTER ROLE x PASSWORD 'SCRAM'".utf8))
    }

    @Test func standardInputReachesTheProgram() async throws {
        var command = Command("cat", [], patience: 3600)
        command.input = Array("one\ntwo\n".utf8)
        let ended = try await ProcessRunner.live.run(command) { _ in }
        #expect(ended.output.contains("one") && ended.output.contains("two"))
        let nothing = try await ProcessRunner.live.run(Command("cat", [], patience: 3600)) { _ in }
        #expect(nothing.status == 0 && nothing.output == "")
    }
}
