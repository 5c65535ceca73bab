import PuertoCore
import Testing

@testable import PuertoHook

/// Two different bodies never mean the same, and a malformed one is refused.
@Suite struct BodyTests {
    private static let id = String(repeating: "A", count: 22)

    @Test(arguments: [
        #"{"id": "A", "id": "B"}"#, #"{"id": "A", "\u0069d": "B"}"#, "\u{FEFF}{}", #"{"id": "A",}"#,
        #"{,}"#, "{", "}", "", "[]", "null", "1", #""id""#, "{}{}", "{} x", #"{"id": null}"#,
        #"{"id": ["A"]}"#, #"{"id": {"a": 1}}"#, #"{"id": 1}"#, #"{"id": true}"#, #"{"id": 1.0}"#,
        #"{"id": 1e3}"#, #"{"id": -0}"#, #"{"id": 01}"#, #"{"id": +1}"#, #"{"id": .5}"#,
        #"{"id": 99999999999999999999}"#, #"{"id": NaN}"#, #"{"__proto__": "A"}"#,
        #"{"id": "\ud800"}"#, #"{"id": "\ud800\u0041"}"#, #"{"id": "\udc00\ud800"}"#,
        #"{"id": "\x41"}"#, #"{"id": "\u00g0"}"#, #"{"id": "\u004"}"#, "{\"id\": \"a\nb\"}",
        "{\"id\": \"a\u{0}\"}", #"{'id': 'A'}"#, "{id: 1}", "{\"id\": \"A\"} // x",
        "{\"id\" \"A\"}",
        #"{"id": tru}"#, #"{"id": truetrue}"#, "/* */{}", "{\u{A0}}",
        "{\"id\": \"A\", \"x\": \"A\"}",
    ])
    func aBodyThatIsNotOneFlatObjectOfWhatWasAskedForIsRefused(body: String) throws {
        let portal = try Portal()
        let answer = try portal.refused(400) { try portal.claim(body) }
        #expect(answer["Content-Type"] == "application/problem+json")
    }

    @Test(arguments: [512, 513, 9000])
    func depthIsNotFollowed(depth: Int) throws {
        let portal = try Portal()
        let body = String(repeating: #"{"id":"#, count: depth)
        try portal.refused(400) { try portal.claim(body) }
        try portal.refused(400) {
            try portal.claim(#"{"id":"# + String(repeating: "[", count: depth))
        }
    }

    @Test(arguments: [
        [0xFF], [0xC0, 0xAE], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3],
    ])
    func bytesThatAreNotUTF8AreRefused(bytes: [UInt8]) throws {
        let portal = try Portal()
        let json = Array(#"{"id": ""#.utf8) + bytes + Array(#"", "token": "x"}"#.utf8)
        let form = Array("operator=".utf8) + bytes + Array("&password=x".utf8)
        for (path, sent): (String, Sent) in [
            ("/claim", .bytes(json, type: "application/json")),
            ("/session", .bytes(form, type: "application/x-www-form-urlencoded")),
        ] { try portal.refused(400) { try portal.send("POST", path, sent) } }
    }

    @Test(arguments: [
        "operator=ana&operator=eva", "operator=ana&%6fperator=eva", "operator=%a", "operator=%zz",
        "operator=%ff&password=x", "operator=ana&password=x&extra=1",
    ])
    func aFormHasEachOfItsFieldsOnce(form: String) throws {
        let portal = try Portal()
        let type = "application/x-www-form-urlencoded"
        try portal.refused(400) {
            try portal.send("POST", "/session", .bytes(Array(form.utf8), type: type))
        }
    }

    @Test func aFieldThatNobodyAskedForIsNotRepeated() throws {
        let portal = try Portal()
        portal.keepSecret("hunter2-by-mistake")
        try portal.refused(400) { try portal.claim(#"{"hunter2-by-mistake": "x"}"#) }
        try portal.refused(400) { try portal.claim(#"{"id": "hunter2-by-mistake", "token": 5}"#) }
    }

    @Test func thousandsOfFieldsAreNotComparedWithEachOther() throws {
        let portal = try Portal()
        let members = (0..<6000).map { "\"a\($0)\":1" }.joined(separator: ",")
        let answer = try portal.refused(400) { try portal.claim("{\(members)}") }
        #expect(answer.text.contains("too many names"))
    }

    @Test(arguments: ["text/plain", "multipart/form-data", "application/jsonx", "json", "*/*", ""])
    func anotherTypeIsRefused(type: String) throws {
        let portal = try Portal()
        try portal.refused(415) {
            try portal.send("POST", "/claim", .bytes(Array("{}".utf8), type: type))
        }
    }

    @Test func aLongBodyIsRefused() throws {
        let portal = try Portal()
        let long = String(repeating: " ", count: Request.bodyLimit - 1) + "{}"
        try portal.refused(413) { try portal.claim(long) }
    }

    /// The ids have letters of standard base64 or of other scripts, padding, tail bits, spaces.
    @Test(arguments: [
        "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAAAA==", "++++++++++++++++++++++", "A A", "AAAAAAAAAAAAAAAAAAAAA\\n",
        "====", "\u{FF21}AAAAAAAAAAAAAAAAAAAAA", "A\u{200D}AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAA\\u0000", "aaaaaaaaaaaaaaaaaaaaaa", "A\u{301}AAAAAAAAAAAAAAAAAAAAA",
        "\u{C1}AAAAAAAAAAAAAAAAAAAAA",
    ])
    func anIdHasOneSpelling(id: String) throws {
        let portal = try Portal(clients: "acme")
        let token = String(repeating: "A", count: 43)
        for body in [
            #"{"id": "\#(id)", "token": "\#(token)"}"#,
            #"{"id": "\#(Self.id)", "token": "\#(id)"}"#,
        ] { try portal.refused(404, but: ["claim_try"]) { try portal.claim(body) } }
    }

    @Test(arguments: [
        "acme\u{301}", "ACME", "\u{FF41}cme", "ac\u{200D}me", "acm%00e", "acme\u{0}", "acm\u{E9}",
        "a'--", "ac%me", "ac_e", "*",
    ])
    func aNameOfAClientHasOneSpelling(slug: String) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        try portal.refused(404) { try portal.send("GET", "/tenants/\(slug)", by: ana) }
        let body = #"{"slug": "\#(slug)", "name": "X"}"#
        try portal.refused(400) { try portal.send("POST", "/tenants", by: ana, .json(body)) }
    }

    /// A job's id is given whole, in hex digits: neither a prefix nor a pattern is an id.
    @Test(arguments: [
        "0", "????????????????", "*", "[0-9a-f]", "0123456789ABCDEF", "g123456789abcdef",
    ])
    func anIdOfAJobIsWhole(id: String) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        _ = try portal.send("POST", "/tenants/acme/actions/restart", by: ana)
        try portal.refused(404) { try portal.send("GET", "/jobs/\(id)", by: ana) }
        try portal.refused(404) { try portal.send("POST", "/jobs/\(id)/cancel", by: ana) }
    }

    @Test func configuredTruthIsTrueOnly() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        for word in [#""True""#, "1", #""yes""#, #"" true""#, "0", "null"] {
            try portal.refused(400) {
                try portal.send(
                    "POST", "/approvals", by: ana,
                    .json(
                        """
                        {"act": "link", "tenant": "acme", "field": "app",
                        "public_key": "\(Portal.publicKey)", "passphrase": \(word)}
                        """))
            }
        }
    }
}
