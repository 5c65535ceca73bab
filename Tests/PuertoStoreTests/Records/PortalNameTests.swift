import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// No tenant's application has the portal's host name, however it would come to it.
@Suite struct PortalNameTests {
    private let workshop: Workshop
    private let store: Store

    init() throws {
        workshop = try Workshop(hosts: ["local", "far"])
        store = try workshop.make(clients: "acme")
    }

    private func settings(_ origin: String, _ url: String) throws -> HookSettings {
        HookSettings(
            settings: try WebSettings(origin: origin), agency: "Faro", language: .es,
            languages: [.es], style: "a.css", icon: "a.svg", url: url)
    }

    private func refusal(_ origin: String, _ url: String) throws -> PuertoError? {
        let before = try workshop.files()
        do {
            try store.setWeb(settings(origin, url), by: .cli("test"))
            return nil
        } catch let error as PuertoError {
            #expect(try workshop.files() == before)
            return error
        }
    }

    @Test(arguments: [
        ("https://acme.example.com", "https://{slug}.example.com", "acme"),
        ("https://base.example.com:8443", "https://{slug}.example.com", "base"),
        ("http://acme.localhost:8080", "http://{slug}.localhost:{port}", "acme"),
        ("https://apps.example.com", "https://apps.example.com/{slug}", "base"),
        ("https://10.0.0.1", "http://{host}:{port}", "base"),
        ("https://c8001.example.com", "https://C{port}.example.com", "acme"),
        ("https://acme.acme.example", "https://{slug}.{slug}.example", "acme"),
    ])
    func aPortalWithATenantsNameIsRefusedWithOneThatIsFree(
        origin: String, url: String, tenant: String
    ) throws {
        let error = try #require(try refusal(origin, url))
        #expect(error.code == .conflict && error.message.contains("'\(tenant)'"), "\(error)")
        let words = try #require(error.hint).split(separator: " ")
        let proposed = try #require(words.first { $0.contains("://") })
        #expect(try refusal(String(proposed), url) == nil, "\(proposed)")
        #expect(try store.web()?.settings.origin == String(proposed))
    }

    @Test(arguments: [
        ("https://portal.example.com", "https://{slug}.example.com"),
        ("https://example.com", "https://{slug}.example.com"),
        ("https://x.acme.example.com", "https://{slug}.example.com"),
        ("http://puerto.localhost:8080", "http://localhost:{port}"),
        ("http://puerto.localhost:8000", "http://{slug}.localhost:{port}"),
        ("https://c8999.example.com", "https://c{port}.example.com"),
    ])
    func anotherNameIsTaken(origin: String, url: String) throws {
        #expect(try refusal(origin, url) == nil)
    }

    @Test func noTenantGetsThePortalsNameLater() throws {
        let web = try settings("https://portal.example.com", "https://{slug}.example.com")
        try store.setWeb(web, by: .cli("test"))
        let hook = try Store.attach(workshop.path, options: workshop.options).store
        let before = try store.fleet().tenants
        let tries: [() throws -> Void] = [
            { _ = try store.addTenant(.make("portal"), language: .es, by: .cli("test")) },
            { _ = try store.importAll([.make("portal", name: "P")]) },
            { _ = try hook.admit(.make("portal"), language: .es, key: nil, by: .web(Slug("ana"))) },
            {
                _ = try store.editTenant(Slug("acme"), by: .cli("test")) {
                    $0.slug = try Slug("portal")
                }
            },
        ]
        for attempt in tries {
            let said = message(attempt)
            #expect(
                said?.contains("'portal' would have the portal's host name") == true,
                "\(said ?? "")")
        }
        #expect(try store.fleet().tenants == before)
        _ = try store.addTenant(.make("portal-2"), language: .es, by: .cli("test"))
    }

    /// Of an earlier version: nothing is stopped, and both fixes work.
    @Test func whoHasTheNameAlreadyCanStillBeGivenAnother() throws {
        let web = try settings("https://acme.example.com", "https://{slug}.example.com")
        let taken = try settings("https://portal.example.com", web.url)
        try store.setWeb(taken, by: .cli("test"))
        try workshop.raw().write {
            try $0.execute(sql: "UPDATE web SET origin = ?", arguments: [web.settings.origin])
        }
        // Another style sheet comes with another version.
        var styled = web
        styled.style = "b.css"
        try store.setWeb(styled, by: .cli("test"))
        #expect(
            code { try store.checkPortalName(web.settings, AppURL(template: web.url)) } == .conflict
        )
        _ = try store.editTenant(Slug("acme"), by: .cli("test")) { $0.slug = try Slug("acme-2") }
        try store.checkPortalName(web.settings, AppURL(template: web.url))
    }

    @Test func nobodyNewIsCalledLikeThePortal() throws {
        for kind in ["add", "import", "edit"] {
            let said = message {
                switch kind {
                case "add":
                    _ = try store.addTenant(.make("puerto"), language: .es, by: .cli("test"))
                case "import":
                    _ = try store.importAll([.make("puerto", name: "P")])
                default:
                    _ = try store.editTenant(Slug("acme"), by: .cli("test")) {
                        $0.slug = try Slug("puerto")
                    }
                }
            }
            #expect(
                said?.hasPrefix("'puerto' cannot be a slug (it is the portal's") == true, "\(kind)")
        }
        // The hint's own example is taken.
        _ = try store.addTenant(.make("puerto-sa"), language: .es, by: .cli("test"))
        // One who was called so before keeps the name, and is edited as any other.
        try workshop.raw().write {
            try $0.execute(sql: "UPDATE tenant SET slug = 'puerto' WHERE slug = 'acme'")
        }
        _ = try store.editTenant(Slug("puerto"), by: .cli("test")) { $0.name = "Puerto S. A." }
        #expect(try store.tenant(Slug("puerto")).name == "Puerto S. A.")
    }

    /// What an earlier version took is refused now: the row is no reason to fail for good.
    @Test func anAddressOfAnEarlierVersionIsReplaced() throws {
        let web = try settings("http://puerto.localhost:8080", "http://localhost:{port}")
        try store.setWeb(web, by: .cli("test"))
        for hook in [web, nil] {
            try workshop.raw().write {
                try $0.execute(sql: "DELETE FROM web")
                try $0.execute(
                    sql: """
                        INSERT INTO web VALUES (1, 'http://localhost:8080', '/hook', '', 'Faro', 'es',
                            'es', 'a.css', 'a.svg', 'http://localhost:{port}', '8000 5432 6379',
                            '10.213.0.0/16', 0)
                        """)
            }
            #expect(
                code { try Store.attach(workshop.path, options: workshop.options) } == .invalid)
            _ = try store.addTenant(.make(hook == nil ? "b" : "a"), language: .es, by: .cli("test"))
            try store.setWeb(hook, by: .cli("test"))
            #expect(try store.web() == hook)
        }
    }
}
