import PuertoCore
import Testing

@testable import PuertoHook

/// Hostile paths, methods and header fields are refused.
@Suite struct PathTests {
    @Test(arguments: [
        "", "/", "//", "//health", "/health/", "/health//", "/./health", "/x/../health",
        "/../health", "/.%2e/health", "/%2e%2e%2fhealth", "/health\u{0}", "/health\\", "/\\health",
        "\\health", "health", "/HEALTH", "/Health", "/\u{212A}", "/jobs/\u{212A}", "/health;a=b",
        "/health%00", "/health ", " /health", "/health\n", "/portal/../keys/web.key",
        "/portal/.git/config", "/portal/a/../b", "/portal/%2e%2e/x", "/portal/", "/portal",
        "/assets/..", "/assets/a%c0%ae", "/x/claim", "/tenants//actions/suspend",
        "/\u{FF43}laim", "/cl\u{200D}aim", "/" + String(repeating: "a", count: 10_000),
    ])
    func anyOtherSpellingOfAPathIsNotThere(path: String) throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        for method in ["GET", "POST"] {
            try portal.refused(404) { try portal.send(method, path, by: ana) }
        }
    }

    @Test func aFileHasAPlainName() throws {
        let portal = try Portal()
        for name in ["a_b", "a~", "a+b", "a:b", "-_"] {
            try portal.refused(404) { try portal.send("GET", "/assets/\(name)") }
        }
        #expect(try portal.send("GET", "/assets/a/B-1.css?v=2").status == 200)
    }

    /// The paths hold overlong UTF-8 and lone continuation bytes.
    @Test(arguments: [[0xC0, 0xAE], [0x80], [0xFF], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func bytesThatAreNoTextAreNoPath(bytes: [UInt8]) throws {
        let portal = try Portal()
        try portal.refused(404) {
            try portal.send(
                Request(method: "GET", path: Array("/health".utf8) + bytes, peer: "192.0.2.1"))
        }
    }

    @Test(arguments: [
        "post", "GET\n", "GET ", "TRACE", "OPTIONS", "PUT", "PATCH", "CONNECT", "", "POST\r\nX: y",
        "DELETE", "HEAD",
    ])
    func anotherMethodIsNotAllowed(method: String) throws {
        let portal = try Portal(clients: "acme")
        let link = try portal.addLink()
        let answer = try portal.refused(405) {
            try portal.send(
                method, "/claim", .json(#"{"id": "\#(link.id)", "token": "\#(link.token)"}"#))
        }
        #expect(answer["Allow"] == "POST")
        #expect(answer.bytes.isEmpty == (method == "HEAD"))
        #expect(try portal.claim(link).status == 200)
    }

    @Test func noHeaderMakesAMethodAnother() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        for name in ["x-http-method-override", "x-http-method", "x-method-override"] {
            try portal.refused(405) {
                try portal.send(
                    "GET", "/jobs/0123456789abcdef/cancel", by: ana, headers: [name: "POST"])
            }
        }
        try portal.refused(400) { try portal.send("GET", "/jobs?_method=POST", by: ana) }
    }

    @Test func theAnswerToAHeadIsThatToAGetWithoutItsBody() throws {
        let portal = try Portal()
        let (get, head) = (try portal.send("GET", "/health"), try portal.send("HEAD", "/health"))
        #expect(head.bytes.isEmpty && !get.bytes.isEmpty && head.status == 200)
        #expect(head.fields.map(\.value) == get.fields.map(\.value))
    }

    /// A web server passes such a query on as a program's arguments.
    @Test(arguments: ["-s", "--help", "-h+x", "a&b", "%", "%zz", "a=1&a=2", "%ff"])
    func aQueryThatNobodyAskedForHasNoEffect(query: String) throws {
        let portal = try Portal()
        try portal.refused(400) { try portal.send("GET", "/health?\(query)") }
    }

    @Test(arguments: [
        "a\r\nSet-Cookie: x", "a\r", "a\n", "a\u{85}", "a\u{2028}", "a\u{0}", "ñ", "a\u{7F}", "\t",
    ])
    func nobodysTextEndsAHeaderField(value: String) {
        #expect(HeaderField("Location", value) == nil)
        #expect(Response.seeOther(value).headers.map(\.value) == ["/"])
        #expect(HeaderField("Location", "/a b~")?.value == "/a b~")
    }

    @Test(arguments: [
        "//evil.example", "/\\evil.example", "https:evil", "https://evil.example",
        "javascript:alert(1)",
        "/\r\nSet-Cookie: a=b", "/%0d%0aSet-Cookie:", "evil", "", "/a b", "/\u{2028}",
        "\t//evil.example",
        "/;//evil.example", "/@evil.example", "/a\\..\\b", "///", "/\u{212A}",
    ])
    func aLoginGoesOnToAPlaceOfThisSiteOnly(next: String) throws {
        let portal = try Portal()
        let answer = try portal.send(
            "POST", "/session",
            .form(["operator": "ana", "password": "correct horse battery", "next": next]))
        #expect(answer.status == 303 && answer["Location"] == "/portal/index.html")
        let page = try portal.send("GET", "/login?next=\(next.utf8.map { "%\(hex($0))" }.joined())")
        #expect(page.text.contains("name=\"next\" value=\"/portal/index.html\""))
    }

    private func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    @Test func aPlaceOfThisSiteIsWhereALoginGoesOn() throws {
        let portal = try Portal()
        let answer = try portal.send(
            "POST", "/session",
            .form([
                "operator": "ana", "password": "correct horse battery",
                "next": "/hook/jobs?tenant=acme#a",
            ]))
        #expect(answer["Location"] == "/hook/jobs?tenant=acme#a")
    }

    /// Links and redirects use the configured origin, whatever `Host` says.
    @Test func noHostIsBelieved() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let lies: KeyValuePairs = [
            "host": "evil.example", "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "http", "forwarded": "host=evil.example", "accept": "text/html",
        ]
        for (method, path) in [
            ("GET", "/tenants/acme"), ("GET", "/login"), ("POST", "/tenants/acme/actions/restart"),
        ] {
            let answer = try portal.send(method, path, by: ana, headers: lies)
            #expect(!answer.whole.contains("evil"))
        }
        let stranger = try portal.send("GET", "/tenants/acme", headers: lies)
        #expect(stranger.status == 303)
        #expect(stranger["Location"] == "/hook/login?next=/hook/tenants/acme")
        try portal.refused(403) {
            try portal.send(
                "POST", "/build", by: ana,
                headers: [
                    "host": "evil.example", "origin": "https://evil.example", "sec-fetch-site": "-",
                ])
        }
    }

    @Test(arguments: ["q=a&page=2", "q=a&q=b&lang=en", "a=1&b=2&c=3"])
    func aLoginGoesOnToTheWholeAddressThatAWebServerHasAdded(query: String) throws {
        let portal = try Portal()
        let place = "/portal/clients/acme.html?\(query)"
        let page = try portal.send("GET", "/login?next=\(place)")
        #expect(page.status == 200)
        let written = place.replacing("&", with: "&amp;")
        #expect(page.text.contains("name=\"next\" value=\"\(written)\""))
        #expect(try portal.send("GET", "/login?next=/portal/index.html&a=1").status == 400)
    }

    /// A web server takes 401 and 403 as a refusal, and anything else as a failure.
    @Test func aWebServerThatAsksIsAnsweredInNumbers() throws {
        let portal = try Portal()
        let answer = try portal.send("GET", "/session/check", headers: ["accept": "text/html"])
        #expect(answer.status == 401 && answer["Location"] == nil)
    }

    @Test func onlyAPortalWithTLSKeepsBrowsersToIt() throws {
        for (origin, wanted) in [
            ("https://portal.example", "max-age=31536000"), ("http://puerto.localhost:8080", nil),
        ] {
            let portal = try Portal(origin: origin)
            for path in ["/health", "/login", "/session", "/tenants"] {
                #expect(try portal.send("GET", path)["Strict-Transport-Security"] == wanted)
            }
        }
    }

    @Test func faultsAreReportedWhereTheAgencySays() throws {
        let answer = try Portal().send("GET", "/security.txt")
        #expect(answer["Content-Type"] == "text/plain; charset=utf-8")
        let lines = answer.text.split(separator: "\n")
        #expect(lines.count == 4 && lines[0] == "Contact: mailto:security@example.com")
        let expires = try #require(lines[1].wholeMatch(of: /Expires: (\d{4}-\d\d-\d\dT00:00:00Z)/))
        let now = SystemClock.now()
        #expect(expires.1 > Timestamp.text(now + 80 * 86_400))
        #expect(expires.1 < Timestamp.text(now + 365 * 86_400))
        #expect(lines[2].hasPrefix("Preferred-Languages: es"))
        #expect(lines[3] == "Canonical: https://portal.example/.well-known/security.txt")
    }

    @Test func everyAnswerSaysThatItIsNobodysToKeep() throws {
        let portal = try Portal()
        for answer in [
            try portal.send("GET", "/health"), try portal.send("GET", "/nothing"),
            try portal.send("GET", "/login"), try portal.claim("{}"),
        ] {
            #expect(answer["Cache-Control"] == "no-store")
            #expect(answer["Vary"] == "Accept, Accept-Language, Cookie")
        }
        #expect(
            try portal.send("GET", "/login")["Content-Security-Policy"]?.hasPrefix(
                "default-src 'none'; style-src 'self'") == true)
    }
}
