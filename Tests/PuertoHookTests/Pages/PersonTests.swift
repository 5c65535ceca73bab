import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// A person never reads JSON: whatever is asked for, and whatever becomes of it, is a page.
@Suite struct PersonTests {
    private static let page: KeyValuePairs = [
        "accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "es",
    ]
    private static let parameters = [
        "{slug}": "acme", "{action}": "restart", "{job}": "0123456789abcdef",
        "{errand}": String(repeating: "0", count: 32), "{link}": String(repeating: "0", count: 32),
        "{path*}": "index.html", "{approval}": String(repeating: "0", count: 32),
        "{challenge}": String(repeating: "0", count: 32),
        "{offer}": String(repeating: "A", count: 22),
    ]

    private static let routes = Route.all.map { route in
        (
            route.method,
            "/" + route.pattern.map { parameters[$0] ?? $0 }.joined(separator: "/")
        )
    }

    private func check(_ answer: Answer, _ what: String) {
        let type = answer["Content-Type"] ?? ""
        #expect(!type.contains("json"), "\(what): \(answer.status) \(type)")
        guard answer.status >= 400 else { return }
        #expect(type.hasPrefix("text/html"), "\(what): \(answer.status)")
        #expect(answer.text.contains("<h1>"), "\(what): \(answer.status)")
    }

    @Test func everyRouteAnswersABrowserWithAPage() throws {
        let portal = try Portal(clients: "acme")
        let large: Sent = .bytes([UInt8](repeating: 0x61, count: 70_000), type: "text/plain")
        let bodies: [Sent] = [
            .nothing, .form([:]), .form(["nothing": "known"]), .json("{}"), .json("{"),
            .bytes([1], type: "image/png"), large,
        ]
        for name in ["", "eva", "ana"] {
            for (method, path) in Self.routes where path != "/session/check" {
                for sent in bodies {
                    // Some of these log the visitor out.
                    let visitor = name.isEmpty ? Visitor.stranger : try portal.logIn(name)
                    let answer = try portal.send(
                        method, path, by: visitor, sent, headers: Self.page)
                    check(answer, "\(name) \(method) \(path)")
                    guard method != "GET" else { break }
                }
            }
        }
    }

    @Test(arguments: [
        ("GET", "/nothing", 404), ("GET", "/", 404), ("PUT", "/jobs", 405),
        ("GET", "/jobs/0123456789abcdef", 404), ("GET", "/tenants/nobody/edit", 404),
        ("GET", "/jobs?state=none", 400), ("GET", "/jobs?lang=xx", 400), ("POST", "/build", 403),
    ])
    func everyRefusalHasTheFrameAndAWayBack(method: String, path: String, status: Int) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let visitor = status == 403 ? Visitor(cookie: ana.cookie) : ana
        let answer = try portal.send(method, path, by: visitor, headers: Self.page)
        #expect(answer.status == status)
        #expect(answer.text.contains("<nav class=\"side\" aria-label=\"Portal\">"))
        #expect(answer.text.contains("href=\"/portal/index.html\">Volver al portal</a>"))
        #expect(answer.text.contains("hreflang=\"en\""))
    }

    @Test func aVisitorWithoutALoginSeesNoMenu() throws {
        let portal = try Portal(clients: "acme")
        for path in ["/nothing", "/login", "/passkey"] {
            let text = try portal.send("GET", path, headers: Self.page).text
            #expect(!text.contains("class=\"side\"") && text.contains("hreflang=\"en\""), "\(path)")
        }
    }

    /// A page for a person, where a disk is broken or a broker is missing.
    @Test func aFailureIsAPageToo() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        portal.breakHistory()
        let answer = try portal.send("POST", "/build", by: ana, .form([:]), headers: Self.page)
        #expect(answer.status >= 500)
        check(answer, "a broken history")
        let hook = Hook(open: { throw PuertoError(.io, "no broker") }, log: { _ in })
        let request = Request(
            method: "GET", path: Array("/jobs".utf8),
            headers: [.init(name: "accept", value: Array("text/html".utf8))], peer: "192.0.2.7")
        let gone = hook.answer(request)
        #expect(gone.status == 503)
        #expect(gone.headers.contains { $0.value.hasPrefix("text/html") })
    }

    @Test func aClientHasItsNameAndItsPageOnEveryWay() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let asked = try portal.send(
            "POST", "/tenants/acme/actions/restart", by: ana, .form([:]), headers: Self.page)
        let job = try #require(asked["Location"]?.dropFirst("/hook".count))
        let plan = try portal.send(
            "POST", "/tenants/acme/actions/upgrade/plans", by: ana,
            .form(["images": "redis=redis:7.4.5"]), headers: Self.page)
        let errand = try #require(plan["Location"]?.dropFirst("/hook".count))
        for path in [
            String(job), String(errand), "/tenants/acme/actions/restart", "/tenants/acme/edit",
            "/jobs",
        ] {
            let text = try portal.send("GET", path, by: ana, headers: Self.page).text
            #expect(
                text.contains("<a href=\"/portal/clients/acme.html\"><bdi>Client acme</bdi></a>"),
                "\(path)")
        }
        let other = try portal.send("GET", "/tenants/acme/edit", by: ana, headers: Self.page).text
        #expect(other.contains("href=\"/hook/tenants/acme/edit?lang=en\" hreflang=\"en\""))
    }
}
