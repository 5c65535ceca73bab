import PuertoCore
import Testing

@testable import PuertoEngine

@Suite struct PlumbingTests {
    private func container(
        _ service: ServiceSpec, status: String = "running", networks: [String], bound: String?
    ) throws -> ContainerState {
        let labels =
            try StackIdentity.make().labels.map { "\"\($0.0)\":\"\($0.1)\"" }
            + ["\"puerto.service\":\"\(service.kind.rawValue)\""]
        let joined =
            networks.map { "\"\($0)\":{\"IPAddress\":\"10.213.0.2\"}" }
            + ["\"taken\":{\"IPAddress\":\"\"}"]
        return try ContainerState.parse(
            """
            {"id":"ab","name":"/\(service.container)","status":"\(status)","exitCode":0,\
            "restarts":0,"image":"i","imageID":"s","labels":{\(labels.joined(separator: ","))},\
            "bindings":{},"bound":\(bound ?? "null"),\
            "networks":{\(joined.joined(separator: ","))}}
            """)[0]
    }

    private func faults(
        _ kind: ServiceKind, status: String = "running", without network: NetworkSpec.Role? = nil,
        bound: String?
    ) throws -> [String] {
        let spec = try StackSpec.make()
        let service = try #require(spec.service(kind))
        let networks = service.networks.filter { $0 != network }.compactMap {
            spec.network($0)?.name
        }
        let one = try container(service, status: status, networks: networks, bound: bound)
        let own = try OwnContainers([one], of: .make())
        return Plumbing.faults(of: spec, [], in: own).map(\.description)
    }

    private func port() throws -> Int {
        try #require(try StackSpec.make().service(.redis)?.published?.host)
    }

    @Test func aContainerWithItsNetworksAndPortIsWell() throws {
        let bound = "{\"6379/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"\(try port())\"}]}"
        #expect(try faults(.redis, bound: bound) == [])
        #expect(try faults(.worker, bound: "{}") == [])
    }

    @Test(arguments: ["{}", "{\"6379/tcp\":null}", "{\"6379/tcp\":[]}"])
    func aPortThatIsNotThereIsAFault(bound: String) throws {
        #expect(
            try faults(.redis, bound: bound)
                == ["'acme_redis' runs without its port 127.0.0.1:\(try port())"])
    }

    @Test func aNetworkThatIsNotThereIsAFault() throws {
        let spec = try StackSpec.make()
        let name = try #require(spec.network(.data)?.name)
        let worker = try #require(spec.service(.worker)?.container)
        #expect(
            try faults(.worker, without: .data, bound: "{}")
                == ["'\(worker)' runs without the network \(name)"])
    }

    @Test func whatDoesNotRunOrIsNotSaidIsNoFault() throws {
        #expect(try faults(.redis, status: "exited", without: .data, bound: "{}") == [])
        #expect(try faults(.redis, status: "restarting", bound: "{}") == [])
        // An engine that does not say which ports there are.
        #expect(try faults(.redis, bound: nil) == [])
    }

    @Test func onlyTheNamedServicesAreLookedAt() throws {
        let spec = try StackSpec.make()
        let redis = try #require(spec.service(.redis))
        let own = try OwnContainers(
            [try container(redis, networks: [], bound: "{}")], of: .make())
        #expect(Plumbing.faults(of: spec, [.postgres], in: own).isEmpty)
        #expect(Plumbing.faults(of: spec, [.redis], in: own).map(\.service) == [.redis])
    }

    @Test func makingAnewNamesTheServicesAndNothingThatTheyDependOn() throws {
        let compose = ComposeCommand(words: ["docker-compose"])
        #expect(
            compose.remake(try .make(), [.redis, .worker], in: "stacks/acme").arguments == [
                "--project-name", "puerto-01234567-7", "--file", "compose.yaml", "up", "--detach",
                "--no-deps", "--force-recreate", "redis", "worker",
            ])
    }
}
