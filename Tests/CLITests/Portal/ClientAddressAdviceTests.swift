import PuertoCore
import TestSupport
import Testing

@testable import PuertoCLI

/// Tests what `puerto check` says of the addresses that clients get.
@Suite struct ClientAddressAdviceTests {
    private func lines(
        _ url: String, _ states: [Tenant.Status], _ look: AddressLook? = nil
    ) throws -> [String] {
        let scratch = try Scratch()
        try scratch.write(
            "agency: {name: Faro, locale: en, currency: USD}\n\(url)\n", to: "puerto.yaml")
        let tenants = try states.enumerated().map { number, status in
            try Tenant.make("c\(number)", slot: number + 1, status: status)
        }
        return ClientAddressAdvice(
            configuration: try Workspace(scratch.folder).configuration, tenants: tenants,
            look: look.map { found in { _, _ in found } }
        ).lines
    }

    @Test func anAddressOfThisMachineIsWarnedOfOnceClientsRun() throws {
        let url = "url: 'http://{slug}.localhost:{port}'"
        #expect(try lines(url, [.draft, .suspended, .archived], .refuses).isEmpty)
        #expect(
            try lines(url, [.ready, .degraded], .refuses) == [
                "2 clients have an address that only this machine reaches, as "
                    + "http://c0.localhost:8001 (a domain changes that: domain: in puerto.yaml)"
            ])
    }

    @Test func whatNothingServesIsToldApartFromWhatCouldNotBeLookedAt() throws {
        let url = "domain: example.com"
        #expect(try lines(url, [.ready], .serves).isEmpty)
        #expect(try lines(url, [.ready]).isEmpty)
        #expect(
            try lines(url, [.ready], .refuses) == [
                "nothing serves https://c0.example.com, which a client gets (its proxy or its port "
                    + "is missing)"
            ])
        #expect(
            try lines(url, [.ready], .unknown(.name)) == [
                "could not look at https://c0.example.com: its name has no address"
            ])
        let many = Array(repeating: Tenant.Status.ready, count: 9)
        #expect(try lines(url, many, .refuses).count == 3)
    }

    @Test func aLookConnectsAndSendsNothing() throws {
        let port = FreePlace.found.app
        let listener = try Listener(port: UInt16(port))
        #expect(AddressLook.at("127.0.0.1", port) == .serves)
        listener.close()
        #expect(AddressLook.at("127.0.0.1", port) == .refuses)
        #expect(AddressLook.at("nothing.invalid", port) != .serves)
    }
}
