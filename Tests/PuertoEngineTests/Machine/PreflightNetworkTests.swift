import PuertoCore
import Testing

@testable import PuertoEngine

@Suite struct PreflightNetworkTests {
    private static let hint =
        "(remove that, or choose another range under engine.subnets in puerto.yaml and then another "
        + "slot for this client)"

    private func problems(_ networks: [NetworkState], routes: [String] = []) throws -> [String] {
        var preflight = try PreflightTests.make()
        preflight.networks = networks
        preflight.routes = try routes.map { try #require(Subnet($0)) }
        return preflight.problems.map(\.description)
    }

    @Test func anotherNetworkWithItsAddresses() throws {
        let meeting = [try NetworkState.make("other", subnets: ["fd00::/64", "10.213.0.0/24"])]
        #expect(
            try problems(meeting) == [
                "the addresses 10.213.0.192/28 meet 10.213.0.0/24 of the network 'other' "
                    + Self.hint
            ])
        let inside = [try NetworkState.make("other", subnets: ["10.213.0.228/30"])]
        #expect(
            try problems(inside) == [
                "the addresses 10.213.0.224/28 meet 10.213.0.228/30 of the network 'other' "
                    + Self.hint
            ])
    }

    @Test func aStrangersNetworkOfTheName() throws {
        #expect(
            try problems([.make("puerto-01234567-7_edge")]) == [
                "a network named 'puerto-01234567-7_edge' already exists without Puerto's labels "
                    + "(remove it by hand: docker network rm)"
            ])
    }

    @Test func itsOwnNetworksAndThoseElsewhereAreNoProblem() throws {
        let labels = try StackIdentity.make().labelled
        #expect(
            try problems(
                [
                    .make("puerto-01234567-7_data", labels: labels, subnets: ["10.213.0.192/28"]),
                    .make("bridge", subnets: ["172.17.0.0/16"]),
                    .make("neighbour", subnets: ["10.213.0.128/26"]), .make("host"),
                ], routes: ["10.213.0.192/28", "172.17.0.0/16", "192.168.1.0/24"]) == [])
    }

    @Test func aRouteOfTheMachine() throws {
        #expect(
            try problems([], routes: ["0.0.0.0/0", "10.0.0.0/8"]) == [
                "the addresses 10.213.0.192/28 meet this machine's route 10.0.0.0/8 " + Self.hint
            ])
        // The route belongs to a network that is reported by its name.
        #expect(try problems([], routes: ["0.0.0.0/0", "10.214.0.0/16"]) == [])
    }
}
