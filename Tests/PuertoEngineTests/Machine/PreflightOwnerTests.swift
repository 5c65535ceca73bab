import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

/// Another client's container is somebody's data: nobody is told to remove it.
@Suite struct PreflightOwnerTests {
    private func problem(_ container: ContainerState) throws -> String {
        var preflight = try PreflightTests.make()
        preflight.containers = [container]
        return message { try preflight.check() } ?? ""
    }

    @Test func aNameThatAClientOfAnotherWorkspaceHas() throws {
        let other = try StackIdentity.make(
            workspace: String(repeating: "f", count: 32), tenant: 3, slug: "casa")
        let text = try problem(.make("acme_redis", labels: other.labelled))
        #expect(
            text == "the container 'acme_redis' is that of 'casa', a client of the workspace "
                + "ffffffff on this machine (give this client's another name: puerto tenant edit "
                + "acme --container redis=NAME)")
    }

    @Test func aNameThatANeighbourHas() throws {
        let text = try problem(
            .make("acme_postgres", labels: StackIdentity.make(tenant: 3, slug: "casa").labelled))
        #expect(
            text.hasPrefix("the container 'acme_postgres' is that of 'casa' (give this client's"))
        #expect(!text.contains("remove"))
    }

    @Test(arguments: ["running", "paused", "restarting"])
    func itsOwnContainerHoldsItsPort(status: String) throws {
        var preflight = try PreflightTests.make()
        preflight.containers = [try PreflightTests.own(status: status)]
        preflight.listening = [5435]
        #expect(preflight.problems == [])
    }
}
