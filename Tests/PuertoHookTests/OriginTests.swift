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

    @Test func aTokenIsOfItsSessionAlone() throws {
        let portal = try Portal()
        let (ana, ben) = (try portal.logIn("ana"), try portal.logIn("ben"))
        let other = CSRFKey(try KeyRing.make(.web))
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
