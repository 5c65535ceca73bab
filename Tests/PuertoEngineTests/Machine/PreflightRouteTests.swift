import PuertoCore
import Testing

@testable import PuertoEngine

@Suite struct PreflightRouteTests {
    private func problems(_ networks: [NetworkState] = [], routes: [String]) throws -> [String] {
        var preflight = try PreflightTests.make()
        preflight.networks = networks
        preflight.routes = try routes.map { try #require(Subnet($0)) }
        return preflight.problems.map(\.message)
    }

    /// What a VPN takes for the whole world is no place of its own.
    @Test(arguments: [
        ["0.0.0.0/1", "128.0.0.0/1"], ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"],
        ["0.0.0.0/5", "8.0.0.0/7"],
    ])
    func aRouteOfTheWholeWorldIsNoObstacle(routes: [String]) throws {
        #expect(try problems(routes: routes) == [])
    }

    @Test(arguments: ["10.0.0.0/8", "10.213.0.0/16", "10.213.0.193/32"])
    func aRouteOfItsOwnIsOne(route: String) throws {
        #expect(
            try problems(routes: ["0.0.0.0/1", route]) == [
                "the addresses 10.213.0.192/28 meet this machine's route \(route)"
            ])
    }

    /// A client that runs is not refused for a VPN that came later; a network that is still to be
    /// made is.
    @Test func onlyNetworksThatAreToBeMadeCount() throws {
        let identity = try StackIdentity.make()
        let made = try StackSpec.make().networks.map { network in
            try NetworkState.make(
                network.name, labels: identity.labelled, subnets: ["\(network.subnet)"])
        }
        #expect(try problems(made, routes: ["10.0.0.0/8"]) == [])
        #expect(
            try problems(Array(made.dropFirst()), routes: ["10.0.0.0/8"]) == [
                "the addresses 10.213.0.192/28 meet this machine's route 10.0.0.0/8"
            ])
        let other = try NetworkState.make(
            made[0].name, labels: identity.labelled, subnets: ["10.213.0.0/28"])
        #expect(
            try problems([other] + made.dropFirst(), routes: ["10.0.0.0/8"]) == [
                "the addresses 10.213.0.192/28 meet this machine's route 10.0.0.0/8"
            ])
    }
}
