import PuertoCore
import Testing

@testable import PuertoEngine

@Suite struct ServicePeerTests {
    private func own(_ states: [ContainerState]) throws -> OwnContainers {
        try OwnContainers(states, of: .make())
    }

    private func container(
        _ name: String, status: String = "running", address: String = "10.213.0.195"
    ) throws -> ContainerState {
        let labels = try StackIdentity.make().labels + [(StackIdentity.Label.service, "redis")]
        let words = labels.map { "\"\($0.0)\":\"\($0.1)\"" }.joined(separator: ",")
        return try ContainerState.parse(
            """
            {"id":"c0ffee","name":"/\(name)","status":"\(status)","exitCode":0,"restarts":0,\
            "image":"redis:7","imageID":"sha256:1","labels":{\(words)},"bindings":{},\
            "networks":{"n_data":{"IPAddress":"\(address)","IPPrefixLen":28},\
            "bridge":{"IPAddress":"172.17.0.2","IPPrefixLen":16}}}
            """)[0]
    }

    private func reason(_ states: [ContainerState], on network: String = "n_data") throws -> String
    {
        let own = try own(states)
        do throws(ServicePeer.Missing) {
            _ = try ServicePeer(.redis, named: "acme_redis", in: own, on: network)
            return "none is missing"
        } catch { return error.reason }
    }

    @Test func itIsTheAddressOfTheRunningContainerOnTheClientsNetwork() throws {
        let peer = try ServicePeer(
            .redis, named: "acme_redis",
            in: own([
                container("acme_redis_old", status: "exited", address: ""),
                container("other", address: "10.213.0.200"), container("acme_redis"),
            ]), on: "n_data")
        #expect(peer == ServicePeer(address: "10.213.0.195", port: 6379, prefix: 28))
    }

    @Test func withoutOneThereIsAReason() throws {
        #expect(try reason([]) == "it has no container")
        for status in ["exited", "paused", "restarting", "created", "dead"] {
            #expect(
                try reason([container("acme_redis", status: status)])
                    == "its container is \(status)")
        }
        #expect(
            try reason([container("acme_redis", address: "")])
                == "its container has no address on the network n_data")
        #expect(
            try reason([container("acme_redis")], on: "m_data")
                == "its container has no address on the network m_data")
    }

    @Test func aContainerWithoutTheClientsLabelsIsNone() throws {
        let stranger = try ContainerState.make("acme_redis", labels: ["puerto.service": "redis"])
        #expect(throws: PuertoError.self) { try own([stranger]) }
    }
}
