import PuertoCore
import TestSupport
import Testing

@testable import PuertoSite

/// Tests a client's page: the needs of its handoff, its links and its activity.
@Suite struct ClientHandoffTests {
    private static let app = CredentialFact(
        field: .app, fingerprint: "7QX2-MV0C", setAt: 1_763_000_000, version: 1, isGenerated: true)

    private func page(
        _ status: Tenant.Status = .ready, _ custody: Custody = Custody(credentials: [app]),
        email: String? = "eva@a.example", host: String = "local", hook: Bool = true,
        audit: [AuditEntry] = []
    ) throws -> String {
        var fleet = try Fleet(tenants: [
            .make("base", kind: .base, slot: 0, plan: nil),
            .make("a", slot: 1, host: host, contact: Contact(email: email), status: status),
        ])
        fleet.custody[try Slug("a")] = custody
        fleet.audit = audit
        var configuration = hook ? try LivePortalTests.live() : .both
        configuration.hosts = [
            Host(name: try Slug("local"), address: "localhost"),
            Host(name: try Slug("otra"), address: "10.0.0.2"),
        ]
        fleet.hosts = configuration.hosts
        let workspace = try TestWorkspace()
        try workspace.build(fleet, configuration)
        return try workspace.read("public/portal/en/clients/a.html")
    }

    @Test func whatIsLackingIsTheStepAndHasAPlaceOrACommand() throws {
        let contact = try page(email: nil)
        #expect(contact.contains("lacks its contact&#39;s e-mail"))
        #expect(contact.contains("href=\"/hook/tenants/a/edit"))
        let command = "<code data-copy>puerto tenant edit a --contact-email ADDRESS</code>"
        #expect(try page(email: nil, hook: false).contains(command))
        // The portal takes no password, so the command stays.
        for hook in [false, true] {
            let password = try page(.ready, Custody(), hook: hook)
            #expect(password.contains("<code data-copy>puerto credential set a app</code>"))
        }
    }

    @Test func aClientOfAnotherMachineHasNoButtonHere() throws {
        let ready = try page(host: "otra")
        #expect(ready.contains("It is on another machine, &#39;otra&#39;: look after it there."))
        #expect(!ready.contains("button primary"))
        let draft = try page(.draft, host: "otra")
        #expect(draft.contains("<code data-copy>puerto tenant edit a --host local</code>"))
    }

    @Test func linksAreListedInEveryStateAndGivenInSome() throws {
        let linked = Custody(credentials: [Self.app], linkedAt: 1_763_000_000)
        let suspended = try page(.suspended, linked)
        #expect(suspended.contains("<div class=\"links\" data-links=\"app\"></div>"))
        #expect(suspended.contains("It cannot be handed over now."))
        #expect(try page(.suspended).contains("It cannot be handed over yet."))
        #expect(try page(.ready, linked).contains("data-links=\"app\" data-lang=\"es\" data-mail="))
        #expect(try !page(.archived, linked).contains("data-links"))
        #expect(try !page(.suspended, linked, hook: false).contains("class=\"links\""))
    }

    @Test func aClientWithAllThatItTakesIsHandedOver() throws {
        #expect(try page().contains("href=\"#handoff\">Hand over</a>"))
    }

    @Test func aPageIsWithdrawnByItsCommand() throws {
        let given = Custody(credentials: [Self.app], handoff: .made("a"))
        #expect(
            try page(.ready, given).contains("<code data-copy>puerto handoff withdraw a</code>"))
    }

    @Test func theActivityIsToldInSentences() throws {
        let edit = AuditEntry(
            seq: 1, at: 1_763_000_000, actor: "cli:ana", action: "tenant.edit", object: "a",
            outcome: .done, detail: "plan: basic → pro", side: .operating)
        let page = try page(audit: [edit])
        #expect(!page.contains("<code>tenant.edit</code>"))
        #expect(page.contains("<time datetime=\"2025-11-13"))
    }
}
