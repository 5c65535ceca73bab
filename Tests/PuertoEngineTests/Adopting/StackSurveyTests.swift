import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct StackSurveyTests {
    private func survey(_ containers: [ContainerState]) -> StackSurvey {
        StackSurvey(containers, ports: .standard)
    }

    private func stack(_ containers: [ContainerState]) throws -> FoundStack {
        let stacks = survey(containers).stacks
        try #require(stacks.count == 1, "\(stacks.map(\.name))")
        return stacks[0]
    }

    static let kids: [ContainerState] = {
        let all = [
            try? ContainerState.found(
                "cyn_einstein_kids_windmill", "a/windmill:1", "127.0.0.1:8003"),
            try? ContainerState.found(
                "cyn_einstein_kids_postgres", "postgres:16", "127.0.0.1:5435"),
            try? ContainerState.found("cyn_einstein_kids_redis", "redis:7", "127.0.0.1:6382"),
        ]
        return all.compactMap(\.self)
    }()

    @Test func theAgencysOwnNamesAreOneStackEach() throws {
        let base = [
            try ContainerState.found(
                "windmill_dev_main", "ghcr.io/x/windmill:main", "0.0.0.0:8000"),
            try ContainerState.found("postgres_dev_main", "postgres:16"),
            try ContainerState.found("redis_dev_main", "redis:7", "0.0.0.0:6379"),
        ]
        let stacks = survey(Self.kids + base).stacks
        #expect(stacks.map(\.name) == ["Dev Main", "Cyn Einstein Kids"])
        #expect(try stacks.map { try $0.slot().number } == [0, 3])
        #expect(try stacks[1].slug().text == "cyn-einstein-kids")
        #expect(
            stacks[1].containers.map(\.name)
                == ["windmill", "postgres", "redis"].map { "cyn_einstein_kids_\($0)" })
        #expect(stacks[1].sightings[0].evidence == [.image, .name, .port(8003)])
    }

    @Test func composesProjectGroupsWhateverTheNames() throws {
        let labels = ["com.docker.compose.project": "shop"]
        let found = try stack([
            .found("shop-windmill_server-1", "x/windmill:1", "127.0.0.1:8007", labels: labels),
            .found("shop-windmill_worker-1", "x/windmill:1", labels: labels),
            .found("shop-db-1", "postgres:16", labels: labels),
        ])
        #expect(found.containers.map(\.kind) == [.windmill, .worker, .postgres])
        #expect(try found.slot().number == 7 && found.slug().text == "shop")
        #expect(found.isExposed == false)
    }

    @Test func aContainerOfPuertosIsNeverLookedAt() throws {
        let labels = try StackIdentity.make().labelled
        let all = [
            try ContainerState.found(
                "a_windmill", "x/windmill:1", "127.0.0.1:8001", labels: labels),
            try ContainerState.found("a_postgres", "postgres:16", labels: ["puerto.tenant": "3"]),
        ]
        #expect(survey(all).stacks.isEmpty && survey(all).others.isEmpty)
        #expect(throws: PuertoError.self) {
            try stack(Self.kids).choosing("a_postgres", for: .postgres, among: all)
        }
    }

    @Test func aServiceOfTheSameSlotJoinsByItsPort() throws {
        let found = try stack([
            Self.kids[0], .found("database", "postgres:16", "127.0.0.1:5435"),
            .found("elsewhere", "postgres:16", "127.0.0.1:5439"),
        ])
        #expect(found.containers.map(\.name) == ["cyn_einstein_kids_windmill", "database"])
    }

    @Test func twoCandidatesAreNamedAndNoneIsChosen() throws {
        let second = try ContainerState.found("other", "postgres:16", "127.0.0.1:5435")
        let found = try stack(Self.kids + [second])
        let error = #expect(throws: PuertoError.self) { try found.slot() }
        #expect(
            error?.message
                == "more than one container may be its postgres: cyn_einstein_kids_postgres, other")
        #expect(!found.containers.contains { $0.kind == .postgres })
        let chosen = try found.choosing("other", for: .postgres, among: Self.kids + [second])
        #expect(chosen.containers.contains { $0.name == "other" })
        #expect(try chosen.slot().number == 3)
    }

    @Test func portsOffTheRuleAreExplained() throws {
        let server = try ContainerState.found("kids_windmill", "x/windmill:1", "127.0.0.1:3000")
        let database = try ContainerState.found("kids_postgres", "postgres:16")
        let error = #expect(throws: PuertoError.self) { try stack([server, database]).slot() }
        #expect(error?.code == .unsupported)
        #expect(
            error?.message
                == "'kids_windmill' publishes 3000, and by the port rule slot N has 8000 + N: "
                + "a record has no other ports")
        let other = try ContainerState.found("cyn_einstein_kids_redis", "redis:7", "127.0.0.1:6400")
        let second = #expect(throws: PuertoError.self) {
            try stack(Array(Self.kids.prefix(2)) + [other]).slot()
        }
        #expect(
            second?.message.hasPrefix(
                "'cyn_einstein_kids_redis' publishes 6400, and slot 3 has 6382")
                == true)
    }

    @Test func aStackWithoutADatabaseIsNotRecorded() throws {
        let error = #expect(throws: PuertoError.self) { try stack([Self.kids[0]]).slot() }
        #expect(error?.message == "no container of PostgreSQL was found for it")
    }

    @Test func hostileNamesAndLabelsStayHarmless() throws {
        let hostile = [
            try ContainerState.found("a b\\u001b[31m_windmill", "x/windmill:1", "127.0.0.1:8004"),
            try ContainerState.found("c_windmill", "x/windmill:1\\u202e", "127.0.0.1:8005"),
            try ContainerState.found(
                "d_windmill", "x/windmill:1", "127.0.0.1:99999999999999999999",
                labels: ["com.docker.compose.project": String(repeating: "x", count: 5000)]),
            try ContainerState.found(
                "_windmill_", "x/windmill:1", "127.0.0.1:8006",
                labels: ["com.docker.compose.project": "../../<b>"]),
        ]
        let stacks = survey(hostile).stacks
        #expect(stacks.map { $0.sightings[0].name } == ["d_windmill"])
        #expect(stacks[0].sightings[0].project == nil && stacks[0].sightings[0].slots.isEmpty)
    }

    @Test func whatServesNoClientIsNoStack() throws {
        let all = [
            try ContainerState.found("x-lsp-1", "ghcr.io/windmill-labs/windmill-lsp:1"),
            try ContainerState.found("x-caddy-1", "caddy:2", "127.0.0.1:8010"),
        ]
        #expect(survey(all).stacks.isEmpty)
    }
}

extension ContainerState {
    /// A container with an image that nobody of Puerto's has made.
    static func found(
        _ name: String, _ image: String, _ published: String..., id: String? = nil,
        status: String = "running", labels: [String: String] = [:], networks: String = "{}"
    ) throws -> ContainerState {
        let bindings = published.enumerated().map { index, text in
            let colon = text.lastIndex(of: ":") ?? text.startIndex
            return "\"\(index)/tcp\":[{\"HostIp\":\"\(text[..<colon])\","
                + "\"HostPort\":\"\(text[colon...].dropFirst())\"}]"
        }.joined(separator: ",")
        let words = labels.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
        let own = String(name.utf8.reduce(UInt64(11)) { $0 &* 31 &+ UInt64($1) }, radix: 16)
        let digits = id ?? String((own + String(repeating: "0", count: 64)).prefix(64))
        return try ContainerState.parse(
            """
            {"id":"\(digits)","name":"/\(name)","status":"\(status)","exitCode":0,"restarts":0,\
            "image":"\(image)","imageID":"sha256:1","labels":{\(words)},"bindings":{\(bindings)},\
            "networks":\(networks)}
            """)[0]
    }
}
