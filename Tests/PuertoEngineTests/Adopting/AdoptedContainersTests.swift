import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct AdoptedContainersTests {
    private static let first = String(repeating: "a", count: 64)
    private static let second = String(repeating: "b", count: 64)

    private func adopted() throws -> AdoptedContainer {
        try AdoptedContainer(
            kind: .redis, id: Self.first, name: "kids_redis", image: "redis:7")
    }

    private static let own = "{\"kids\":{\"IPAddress\":\"172.30.0.3\",\"IPPrefixLen\":16}}"

    private func peer(_ all: [ContainerState]) throws -> String {
        let containers = AdoptedContainers([try adopted()], among: all)
        do throws(ServicePeer.Missing) {
            let peer = try ServicePeer(.redis, in: containers)
            return peer.address
        } catch { return error.reason }
    }

    @Test func itIsTheOneThatWasAdoptedByIDOrByNameAndImage() throws {
        let renamed = try ContainerState.found("other", "redis:8", id: Self.first)
        let anew = try ContainerState.found("kids_redis", "redis:7", id: Self.second)
        let upgraded = try ContainerState.found("kids_redis", "redis:8", id: Self.second)
        let clients = try ContainerState.found(
            "kids_redis", "redis:7", id: Self.second, labels: ["puerto.workspace": "x"])
        func found(_ all: ContainerState...) throws -> String? {
            AdoptedContainers([try adopted()], among: all)[.redis]?.id
        }
        #expect(try found(renamed, anew) == Self.first)
        #expect(try found(anew) == Self.second)
        #expect(try found(upgraded) == nil)
        #expect(try found(clients) == nil)
        #expect(try found() == nil)
    }

    @Test func aPasswordGoesOnlyWhereNoOtherContainerIs() throws {
        let redis = try ContainerState.found(
            "kids_redis", "redis:7", id: Self.first, networks: Self.own)
        let neighbour = try ContainerState.found("x", "busybox:1", networks: Self.own)
        #expect(try peer([redis]) == "172.30.0.3")
        #expect(
            try peer([redis, neighbour])
                == "its container has no network of its own stack alone")
        #expect(try peer([]) == "its container is gone")
        let stopped = try ContainerState.found(
            "kids_redis", "redis:7", id: Self.first, status: "exited", networks: Self.own)
        #expect(try peer([stopped]) == "its container is exited")
    }
}
