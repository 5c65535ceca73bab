import Foundation
import PuertoCore
import PuertoSite
import TestSupport
import Testing

/// An onboarding page names its client and the agency, and nothing else of the fleet.
@Suite struct OnboardingTests {
    @Test func noOnboardingPageNamesAnotherClientPortOrThePortal() throws {
        let workspace = try TestWorkspace.withFixture()
        let fleet = try Self.wide()
        try workspace.build(fleet, .both)
        let tree = try workspace.tree()
        for tenant in fleet.tenants where tenant.kind == .client && tenant.status != .archived {
            // The digest in an asset's name may have the digits of a port.
            let page = try #require(tree["welcome/\(tenant.onboardingToken).html"])
                .replacing(/-[0-9a-f]{16}\.(css|js|svg)/, with: "")
            for other in fleet.tenants where other.slug != tenant.slug {
                for word in Self.names(of: other) {
                    #expect(!page.contains(word), "\(tenant.slug)'s page has '\(word)'")
                }
            }
            for port in [tenant.ports.postgres, tenant.ports.redis] {
                #expect(!page.contains(String(port)), "\(tenant.slug)'s page has port \(port)")
            }
            for word in [
                "portal/", "clients/", "runbooks/", "Puerto", "puerto", tenant.containers.postgres,
            ] {
                #expect(!page.contains(word), "\(tenant.slug)'s page has '\(word)'")
            }
            let locale = Configuration.both.agency.locale(of: tenant.locale)
            #expect(page.contains("<html lang=\"\(locale.rawValue)\">"))
        }
    }

    /// The agency's country is Spain, where the client without a country is too.
    @Test func aClientReadsTheFormatsOfItsCountry() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.runbook(
            "cuota", "audience: client\nscope: tenant\norder: 9\n",
            "Desde el {{tenant.since}}: {{plan.price}} ({{tenant.locale}}).")
        var fleet = Fleet.small
        let acme = try #require(fleet.tenants.firstIndex { $0.slug.text == "acme" })
        fleet.tenants[acme].plan = "pro"
        for (tag, text) in [
            ("es", "Desde el 1 mar 2025: 1234,50\u{A0}€ (es)."),
            ("es-ES", "Desde el 1 mar 2025: 1234,50\u{A0}€ (es-ES)."),
            ("es-MX", "Desde el 1 mar 2025: EUR\u{A0}1,234.50 (es-MX)."),
            ("es-CL", "Desde el 01-03-2025: EUR\u{A0}1.234,50 (es-CL)."),
        ] {
            fleet.tenants[acme].locale = try #require(LanguageTag(rawValue: tag))
            try workspace.build(fleet, .spanish)
            let token = fleet.tenants[acme].onboardingToken
            let own = try workspace.read("public/welcome/\(token).html")
                .replacing(/<\/?span[^>]*>/, with: "")
            #expect(own.contains(text), "\(tag)")
            // The operator's page of the same client stays in the agency's formats.
            let page = try workspace.read("public/portal/clients/acme.html")
            #expect(page.contains("1234,50\u{A0}€") && !page.contains("EUR\u{A0}"))
        }
    }

    @Test func everyLinkOfAnOnboardingPageStaysOnItOrGoesToTheClientsOwnSystem() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.small, .both)
        let acme = try #require(Fleet.small.tenants.first { $0.slug.text == "acme" })
        let page = try workspace.read("public/welcome/\(acme.onboardingToken).html")
        let links = page.matches(of: /href="([^"]*)"/).map { String($0.1) }
        #expect(!links.isEmpty)
        for link in links {
            let isOwn =
                link.hasPrefix("#") || link.hasPrefix("http://localhost:8001")
                || link.hasPrefix("../assets/") || link.hasPrefix("mailto:ana@faro.example")
                || link.hasPrefix("tel:+34600000000")
            #expect(isOwn, "\(link)")
        }
    }

    @Test func aSystemThatIsNotReadyOffersNoLogin() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.small, .both)
        let sur = try #require(Fleet.small.tenants.first { $0.slug.text == "sur" })
        let page = try workspace.read("public/welcome/\(sur.onboardingToken).html")
        #expect(page.contains("Estamos preparando su sistema"))
        #expect(!page.contains("class=\"steps\""))
    }

    @Test func anArchivedClientAndTheBaseSystemHaveNoOnboardingPage() throws {
        let workspace = try TestWorkspace.withFixture()
        let base = try Tenant.make("base", kind: .base, slot: 0)
        let old = try Tenant.make("old", slot: 1, status: .archived)
        try workspace.build(try Fleet(tenants: [base, old]))
        #expect(try workspace.tree().keys.filter { $0.hasPrefix("welcome/") } == [])
    }

    private static func wide() throws -> Fleet {
        let states = Tenant.Status.allCases
        let clients = try (1...60).map { number in
            try Tenant.make(
                "cliente-\(number)x", name: "Empresa \(number)x", slot: number,
                contact: Contact(name: "Persona \(number)x", email: "p\(number)x@example.com"),
                locale: number % 2 == 0 ? .es : .en, status: states[number % states.count],
                dashboards: [Dashboard(title: "Panel \(number)x", path: "/apps/get/p\(number)x")])
        }
        return try Fleet(
            tenants: [.make("base", name: "Sistema base", kind: .base, slot: 0, plan: nil)]
                + clients)
    }

    private static func names(of tenant: Tenant) -> [String] {
        [
            tenant.slug.text, tenant.name, tenant.contact.email, tenant.contact.name,
            tenant.onboardingToken, String(tenant.ports.app), tenant.dashboards.first?.title,
        ].compactMap(\.self).filter { $0 != "base" }
    }
}
