import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// The portal of a demo, where one is put on the web, queues nothing and says why.
@Suite struct DemoPortalTests {
    private let portal: Portal
    private let ana: Visitor

    init() throws {
        portal = try Portal(clients: "acme", isDemo: true)
        ana = try portal.logIn("ana")
        try portal.store.markAsDemo()
    }

    @Test(arguments: ["/tenants/acme/actions/restart", "/tenants/acme/probe", "/build"])
    func whatAWorkerWouldDoIsRefused(path: String) throws {
        let answer = try portal.refused(403) { try portal.send("POST", path, by: ana) }
        #expect(answer.text.contains("this workspace is a demo"), "\(answer.text)")
        #expect(try portal.store.jobs().isEmpty)
    }

    @Test func aPersonReadsItInTheirLanguage() throws {
        let page = try portal.send(
            "POST", "/tenants/acme/actions/restart", by: ana, .form([:]),
            headers: ["accept": "text/html", "accept-language": "es"])
        #expect(page.status == 403)
        #expect(page.text.contains("Este espacio de trabajo es una demostración"), "\(page.text)")
        #expect(page.text.contains("puerto init DIR"))
        #expect(page.text.contains("<h1>Esto es una demostración</h1>"))
    }

    @Test func aProgramIsToldTheKindOfRefusal() throws {
        let answer = try portal.send("POST", "/build", by: ana)
        #expect(try answer.json()["type"] == .text("urn:puerto:demo"))
    }

    @Test(arguments: [
        "/new-client", "/jobs", "/tenants/acme/edit", "/tenants/acme/actions/suspend",
    ])
    func aVisitorWithoutALoginReadsWhatADemoIs(path: String) throws {
        let page = try portal.send(
            "GET", path, headers: ["accept": "text/html", "accept-language": "es"])
        #expect(page.status == 403)
        for part in [
            "<h1>Esto es una demostración</h1>", "Volver al portal", "<nav class=\"side\"",
            path.hasPrefix("/tenants") ? "Volver al cliente" : "/login?next=",
        ] {
            #expect(page.text.contains(part), "\(part)")
        }
    }

    /// The pages of a demo behind a login stay behind it.
    @Test func aPageOfThePortalStillLeadsToTheLogin() throws {
        let page = try portal.send(
            "GET", "/portal/index.html", headers: ["accept": "text/html"])
        #expect(page.status == 303)
    }

    @Test(arguments: ["/login", "/tenants/acme/edit"])
    func eachPageSaysThatItIsADemo(path: String) throws {
        let page = try portal.send("GET", path, by: ana, headers: ["accept": "text/html"])
        #expect(page.status == 200)
        #expect(page.text.contains("<b>Demostración</b>: los clientes son inventados"))
    }

    /// Each change of a record queues a build, in one transaction.
    @Test func anEditIsRefusedAsAWhole() throws {
        let body: Sent = .json(#"{"name": "Acme Dos"}"#)
        try portal.refused(403) {
            try portal.send("POST", "/tenants/acme/edit", by: ana, body)
        }
        #expect(try portal.store.tenant(Slug("acme")).name == "Client acme")
    }
}
