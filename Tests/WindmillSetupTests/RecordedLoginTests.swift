import PuertoCore
import PuertoStore
import PuertoVault
import ServerSupport
import Testing
import Windmill

@testable import PuertoJobs

/// The client's own login, as a setup makes it from its record.
@Suite struct RecordedLoginTests {
    /// Sessions of the client's people stay, unless their password may be another's too.
    @Test func aSecondRunEndsNoSessionOfTheClients() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        let hers = bench.model.withState { $0.makeToken("ana@acme.mx", label: "hers") }
        try await bench.setUp()
        #expect(bench.model.withState { state in state.tokens.contains { $0.text == hers } })
        _ = try bench.store.setCredential(bench.slug, .app, isGenerated: false, by: .cli("test")) {
            try bench.world.vault.sealed(Secret("another password of hers"), at: $0)
        }
        try await bench.setUp()
        bench.model.withState { state in
            #expect(!state.tokens.contains { $0.text == hers })
            #expect(state.opens("ana@acme.mx", "another password of hers"))
        }
    }

    /// Another password is recorded, and somebody has a session of the one before.
    @Test func afterAnyEndNoSessionOfAnotherPasswordIsLeft() async throws {
        func recorded() async throws -> (RecordedBench, session: String) {
            let bench = try RecordedBench()
            try await bench.setUp()
            #expect(try bench.stack().facts.instance.login?.email == "ana@acme.mx")
            let session = bench.model.withState { $0.makeToken("ana@acme.mx", label: "session") }
            _ = try bench.store.setCredential(
                bench.slug, .app, isGenerated: false, by: .cli("test")
            ) {
                try bench.world.vault.sealed(Secret("another password of hers"), at: $0)
            }
            return (bench, session)
        }
        let (first, _) = try await recorded()
        let before = first.server.requests.count
        try await first.setUp()
        let count = first.server.requests.count - before
        #expect(count > 15)
        for number in 0..<count {
            for isCarriedOut in [false, true] {
                let (bench, session) = try await recorded()
                let fault = ModelInstance.Fault(
                    kind: .broken, number: number, isCarriedOut: isCarriedOut)
                bench.model.order(fault)
                do { try await bench.setUp() } catch { #expect(error is PuertoError, "\(fault)") }
                bench.model.order(nil)
                try await bench.setUp()
                bench.model.withState { state in
                    #expect(state.opens("ana@acme.mx", "another password of hers"), "\(fault)")
                    #expect(!state.opens("ana@acme.mx", "the password of app"), "\(fault)")
                    #expect(!state.tokens.contains { $0.text == session }, "\(fault)")
                }
                #expect(try bench.stack().facts.instance.login != nil, "\(fault)")
            }
        }
    }

    /// A record of one login says nothing of another.
    @Test func anotherAddressIsAnotherLogin() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        bench.model.withState { state in
            state.users["eva@acme.mx"] = ModelState.User(password: "the password of app")
            _ = state.makeToken("eva@acme.mx", label: "of before")
        }
        _ = try bench.store.editTenant(bench.slug, by: .cli("test")) {
            $0.contact.email = "eva@acme.mx"
        }
        try await bench.setUp()
        let labels = bench.model.withState { $0.tokens.map(\.label) }
        #expect(!labels.contains("of before"))
        #expect(try bench.stack().facts.instance.login?.email == "eva@acme.mx")
    }

    /// Addresses that a record may have and no login of Windmill's, and too short a password.
    @Test(arguments: [
        ("o'brien@x.ie", "the password of app"), ("josé@x.mx", "the password of app"),
        (String(repeating: "a", count: 250) + "@x.y", "the password of app"),
        ("ana@acme.mx", "short"),
    ])
    func aRecordWithoutALoginKeepsNothingElseFromBeingDone(email: String, password: String)
        async throws
    {
        let bench = try RecordedBench(email: email, password: password)
        let error = await #expect(throws: PuertoError.self) { try await bench.setUp() }
        #expect(error?.code == .invalid)
        let isShort = password == "short"
        let hints = [error?.hint, error?.spanish?.hint]
        let wanted: [String?] =
            isShort
            ? [
                "puerto credential set acme app records another one",
                "puerto credential set acme app registra otra",
            ]
            : [
                "puerto tenant edit acme --contact-email ADDRESS",
                "puerto tenant edit acme --contact-email CORREO",
            ]
        #expect(hints == wanted)
        #expect(try bench.stack().facts.isSecured(in: RecordedBench.data))
        let administrator = try #require(
            try bench.stack().instanceSecret(.administrator)?.text)
        bench.model.withState { state in
            #expect(!state.opens(ModelState.admin, "changeme"))
            #expect(state.opens(ModelState.admin, administrator))
            #expect(state.users.keys.sorted() == [ModelState.admin])
            #expect(state.workspaces["acme"] != nil && state.settings["base_url"] != nil)
        }
        // The way on, then the same again.
        if isShort {
            _ = try bench.store.setCredential(
                bench.slug, .app, isGenerated: false, by: .cli("test")
            ) { try bench.world.vault.sealed(Secret("a longer one"), at: $0) }
        } else {
            _ = try bench.store.editTenant(bench.slug, by: .cli("test")) {
                $0.contact.email = "ana@acme.mx"
            }
        }
        try await bench.setUp()
        let own = isShort ? "a longer one" : password
        #expect(bench.model.withState { $0.opens("ana@acme.mx", own) })
    }
}
