import PuertoCore
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// Another site sends requests with an operator's cookie (CSRF).
@Suite struct OriginTests {
    private static let own = "https://portal.example"

    @Test(
        arguments: [
            ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"],
            ["sec-fetch-site": "none"],
            ["sec-fetch-site": "Same-Origin"], ["sec-fetch-site": "same-origin, same-origin"],
            ["sec-fetch-site": "-"], ["sec-fetch-site": "-", "origin": "null"],
            ["sec-fetch-site": "-", "origin": "https://portal.evil"],
            ["sec-fetch-site": "-", "origin": "https://portal.example.evil"],
            ["sec-fetch-site": "-", "origin": "http://portal.example"],
            ["sec-fetch-site": "-", "origin": "https://portal.example:443"],
            ["sec-fetch-site": "-", "origin": "https://portal.example/"],
            ["sec-fetch-site": "-", "origin": "HTTPS://portal.example"],
            ["sec-fetch-site": "same-origin", "origin": "https://portal.evil"],
            ["sec-fetch-site": "cross-site", "origin": own],
            ["sec-fetch-site": "", "origin": own],
            ["sec-fetch-site": "-", "origin": own, "referer": own, "x-csrf-token": "-"],
        ] as [KeyValuePairs<String, String>])
    func aRequestOfAnotherSiteIsRefused(headers: KeyValuePairs<String, String>) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        for (method, path) in [
            ("POST", "/tenants/acme/actions/restart"), ("POST", "/build"), ("DELETE", "/session"),
        ] { try portal.refused(403) { try portal.send(method, path, by: ana, headers: headers) } }
    }

    @Test func aLoginOfAnotherSiteIsRefused() throws {
        let portal = try Portal()
        let login: Sent = .form(["operator": "ana", "password": "correct horse battery"])
        for headers: KeyValuePairs in [
            ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "-"],
            ["sec-fetch-site": "-", "origin": "https://portal.evil"],
        ] {
            try portal.refused(403) { try portal.send("POST", "/session", login, headers: headers) }
        }
    }

    @Test(
        arguments: [
            ["sec-fetch-site": "-", "origin": own], ["sec-fetch-site": "same-origin"],
            ["sec-fetch-site": "same-origin", "origin": own],
            ["sec-fetch-site": "same-origin", "origin": "null"],
        ] as [KeyValuePairs<String, String>])
    func aRequestOfThePortalIsTaken(headers: KeyValuePairs<String, String>) throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        #expect(try portal.send("POST", "/build", by: ana, headers: headers).status == 202)
    }

    private static let login: Sent = .form(["operator": "ana", "password": "correct horse battery"])

    /// The hook's own page sends no origin: a browser that shows it at a client's name, which leads
    /// to the same machine, would keep the session's cookie for that client's server.
    @Test(
        arguments: [
            ["host": "acme.localhost:8080"], ["host": "localhost:8080"], ["host": "127.0.0.1:8080"],
            ["host": "[::1]:8080"], ["host": "-"], ["host": "portal.example.evil"],
            ["host": "x.portal.example"],
            ["host": "127.0.0.1", "x-forwarded-host": "portal.example"],
            ["host": "acme.localhost", "origin": "null"],
        ] as [KeyValuePairs<String, String>],
        ["https://portal.example", "http://portal.localhost:8080"])
    func nobodyLogsInUnderAnotherName(headers: KeyValuePairs<String, String>, origin: String) throws
    {
        let portal = try Portal(origin: origin)
        for language in ["es", "en"] {
            let said = try portal.refused(403) {
                try portal.send(
                    "POST", "/session", Self.login,
                    headers: headers, language: language)
            }
            #expect(said["Set-Cookie"] == nil)
            let words =
                language == "es" ? "el portal está en \(origin)" : "the portal is at \(origin)"
            #expect(said.text.contains(words), "\(said.text)")
        }
    }

    @Test(
        arguments: [
            ["host": "portal.example"], ["host": "portal.example:443"], ["host": "PORTAL.example."],
            // A browser that names its page's origin cannot be mistaken about it.
            ["host": "127.0.0.1:8080", "origin": own],
            ["host": "127.0.0.1:8080", "x-forwarded-host": "portal.example"],
        ] as [KeyValuePairs<String, String>])
    func aProxyMayCallThePortalByAnotherName(headers: KeyValuePairs<String, String>) throws {
        let portal = try Portal(proxies: ["192.0.2.7"])
        #expect(try portal.send("POST", "/session", Self.login, headers: headers).status == 303)
    }

    @Test func aPageUnderAnotherNameOfTheMachineLeadsToThePortal() throws {
        let portal = try Portal(origin: "http://puerto.localhost:8080")
        for host in ["localhost:8080", "127.0.0.1:8080", "acme.localhost:8080"] {
            for (path, place) in [
                (
                    "/login?next=/portal/clients/acme.html",
                    "/hook/login?next=/portal/clients/acme.html"
                ),
                ("/portal/index.html", "/portal/index.html"), ("/new-client", "/hook/new-client"),
            ] {
                let answer = try portal.send(
                    "GET", path, headers: ["host": host, "accept": "text/html"])
                #expect(answer.status == 303 && answer["Set-Cookie"] == nil)
                #expect(answer["Location"] == "http://puerto.localhost:8080\(place)")
            }
            // A monitor, and a web server that asks for a session, want an answer.
            let health = try portal.send(
                "GET", "/health", headers: ["host": host, "accept": "text/html"])
            #expect(health.status == 200)
            let check = try portal.send(
                "GET", "/session/check", headers: ["host": host, "accept": "text/html"])
            #expect(check.status == 401)
        }
        // A proxy with TLS in front may put its own name there: no endless redirects.
        let secure = try Portal()
        let page = try secure.send(
            "GET", "/login", headers: ["host": "127.0.0.1:8080", "accept": "text/html"])
        #expect(page.status == 200)
    }

    @Test func aTokenIsOfItsSessionAlone() throws {
        let portal = try Portal()
        let (ana, ben) = (try portal.logIn("ana"), try portal.logIn("ben"))
        let other = CSRFKey(of: Secret("another session"))
        let cookie = try #require(ana.cookie)
        let token = try #require(ana.csrf)
        let wrong = [
            nil, "", ben.csrf, other.token(for: Secret(cookie)), String(token.dropLast()),
            token + "A",
            String(token.dropLast()) + (token.hasSuffix("A") ? "B" : "A"), cookie,
        ]
        for csrf in wrong {
            try portal.refused(403) {
                try portal.send("POST", "/build", by: Visitor(cookie: cookie, csrf: csrf))
            }
        }
        let again = try portal.logIn("ana")
        try portal.refused(403) {
            try portal.send("POST", "/build", by: Visitor(cookie: again.cookie, csrf: token))
        }
        try portal.refused(403) {
            try portal.send("POST", "/build", by: Visitor(cookie: cookie, csrf: again.csrf))
        }
        #expect(try portal.send("POST", "/build", by: ana).status == 202)
    }

    /// A form of another site can send these without a preflight request.
    @Test(arguments: ["text/plain", "multipart/form-data; boundary=x"])
    func aFormOfAnotherKindIsRefused(type: String) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        try portal.refused(415) {
            try portal.send(
                "POST", "/build", by: ana, .bytes(Array("csrf=\(ana.csrf ?? "")".utf8), type: type))
        }
    }

    @Test func aFormsOwnTokenIsTheOneThatCounts() throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        let silent = Visitor(cookie: ana.cookie)
        #expect(
            try portal.send("POST", "/build", by: silent, .form(["csrf": ana.csrf ?? ""])).status
                == 303)
        try portal.refused(403) {
            try portal.send("POST", "/build", by: ana, .form(["csrf": "wrong"]))
        }
        try portal.refused(403) {
            try portal.send("POST", "/build?csrf=\(ana.csrf ?? "")", by: silent, .form([:]))
        }
    }
}
