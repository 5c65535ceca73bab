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

    /// As after an older database was put back: the containers have the newer slug.
    @Test func itsOwnContainersByAnotherSlug() throws {
        let identity = try PreflightTests.make().spec.identity
        var labels = try StackIdentity.make(tenant: identity.tenant, slug: "casa").labelled
        labels[StackIdentity.Label.workspace] = identity.workspace
        labels["com.docker.compose.project"] = identity.project
        let text = try problem(.make("casa_postgres", labels: labels))
        #expect(
            text
                == "the container 'casa_postgres' is that of 'casa' (it is in this client's Compose "
                + "project: puerto doctor says what mends it)")
    }

    @Test(arguments: ["running", "paused", "restarting"])
    func itsOwnContainerHoldsItsPort(status: String) throws {
        var preflight = try PreflightTests.make()
        preflight.containers = [try PreflightTests.own(status: status)]
        preflight.listening = [5435]
        #expect(preflight.problems == [])
    }
}
