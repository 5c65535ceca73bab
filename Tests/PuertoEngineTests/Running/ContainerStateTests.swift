import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct ContainerStateTests {
    /// The answer of Docker 20.10: two containers and no third line.
    private static let answer = """
        {"id":"4f1c","name":"/acme_postgres","status":"running","exitCode":0,"restarts":2,\
        "image":"postgres:16.9","imageID":"sha256:ab","labels":{"com.docker.compose.project":\
        "puerto-01234567-7","puerto.service":"postgres","puerto.tenant":"7"},\
        "bindings":{"5432/tcp":[{"HostIp":"127.0.0.1","HostPort":"5435"}]},\
        "networks":{"n_data":{"IPAMConfig":{},"Links":null,"IPAddress":"10.213.0.195",\
        "GlobalIPv6PrefixLen":0},"n_door":{"IPAMConfig":null,"IPAddress":""}}}
        {"id":"9e00","name":"/job","status":"exited","exitCode":137,"restarts":0,"image":"x",\
        "imageID":"sha256:cd","labels":null,"bindings":null,"networks":null}

        """

    @Test func whatDockerSaysIsRead() throws {
        let states = try ContainerState.parse(Self.answer)
        #expect(states.map(\.name) == ["acme_postgres", "job"])
        #expect(states.map(\.id) == ["4f1c", "9e00"])
        #expect(states.map(\.isRunning) == [true, false])
        #expect(states.map(\.service) == [.postgres, nil])
        #expect(states.map(\.published) == [["127.0.0.1:5435"], []])
        #expect(states.map(\.addresses) == [["n_data": "10.213.0.195"], [:]])
        #expect(states.map(\.exitCode) == [0, 137] && states.map(\.restarts) == [2, 0])
        #expect(states.map(\.imageID) == ["sha256:ab", "sha256:cd"])
        #expect(states[1].labels == [:])
    }

    @Test func aPortMayBeBoundSeveralTimesOrNotAtAll() throws {
        let state = try ContainerState.parse(
            """
            {"id":"a","name":"x","status":"created","exitCode":0,"restarts":0,"image":"i",\
            "imageID":"s","labels":{},"bindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"},\
            {"HostIp":"::","HostPort":"8080"}],"81/udp":null,"82/tcp":[]},"networks":{}}
            """)[0]
        #expect(state.published == [":8080", ":::8080"])
    }

    @Test func noAnswerIsNoContainer() throws {
        #expect(try ContainerState.parse("") == [])
        #expect(try ContainerState.parse("\n\n") == [])
        #expect(try NetworkState.parse("") == [])
    }

    @Test(arguments: [
        "garbage", "[]", "{}", "null", "<html>\u{1B}[31m", "{\"id\":1}", "{\"id\":\"a\"",
        String(repeating: "x", count: 5000), "{\"id\":\"a\",\"name\":\"b\",\"status\":null}",
    ])
    func anythingElseIsQuotedInTheError(text: String) {
        #expect(code { try ContainerState.parse(text) } == .io)
        #expect(
            message { try ContainerState.parse(text) }
                == "the container engine answered something else than was asked for: "
                + "\(PuertoError.quote(text)) (which docker is first in PATH, and is it Docker's?)")
    }

    @Test(arguments: ["garbage", "{}", "{\"id\":\"a\",\"name\":null}"])
    func networksToo(text: String) {
        #expect(
            message { try NetworkState.parse(text) }
                == "the container engine answered something else than was asked for: '\(text)' "
                + "(which docker is first in PATH, and is it Docker's?)")
    }

    @Test func networksAreReadWithTheirRanges() throws {
        let states = try NetworkState.parse(
            """
            {"id":"aa","name":"bridge","labels":{},"config":[{"Subnet":"172.17.0.0/16",\
            "Gateway":"172.17.0.1"},{"Subnet":"fd00::/64"}]}
            {"id":"bb","name":"host","labels":null,"config":null}
            {"id":"cc","name":"odd","labels":{"a":"b"},"config":[{}]}
            """)
        #expect(states.map(\.name) == ["bridge", "host", "odd"])
        #expect(states.map(\.subnets) == [["172.17.0.0/16", "fd00::/64"], [], []])
        #expect(states.map(\.labels) == [[:], [:], ["a": "b"]])
    }
}
