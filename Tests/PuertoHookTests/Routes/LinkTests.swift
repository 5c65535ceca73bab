import Foundation
import GRDB
import PuertoCore
import PuertoStore
import TestSupport
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// A one-time link opens once.
@Suite struct LinkTests {
    private static let gone =
        #"{"type":"about:blank","title":"Not Found","status":404,"#
        + #""detail":"there is nothing to open here any more"}"#

    @Test(arguments: [(1, 1), (3, 3), (10, 10)])
    func twelveAtOnceGetNoMoreThanItsViews(views: Int, winners: Int) async throws {
        let portal = try Portal(clients: "acme")
        let link = try portal.addLink(views: views)
        // Each claim has a connection and an address of its own.
        let statuses = try await atOnce(12) { reader in
            try portal.claim(link, from: "198.51.100.\(reader)").status
        }
        #expect(statuses.count { $0 == 200 } == winners)
        #expect(statuses.count { $0 == 404 } == 12 - winners)
        let lines = try portal.history().filter { $0 == "done link.claim acme" }
        #expect(lines.count == winners)
        let receipt = try #require(try portal.store.links(of: Slug("acme")).first)
        #expect(receipt.state == .read && receipt.viewsLeft == 0)
        #expect(try portal.store.verifyAudit().faults.isEmpty)
        #expect(try portal.files().range(of: Data(link.ciphertext)) == nil)
    }

    /// Bots fetch a link before a person opens it.
    @Test(
        arguments: [
            ("GET", ["sec-purpose": "prefetch"]),
            ("GET", ["user-agent": "Slackbot-LinkExpanding 1.0"]),
            ("HEAD", [:]), ("OPTIONS", [:]), ("POST", ["user-agent": "HeadlessChrome"]),
        ] as [(String, [String: String])])
    func whoeverOnlyLooksBurnsNothing(method: String, headers: [String: String]) throws {
        let portal = try Portal(clients: "acme")
        let link = try portal.addLink()
        let pairs = headers.map { Request.Header(name: $0.key, value: Array($0.value.utf8)) }
        let body = method == "POST" ? Array(#"{"id": "", "token": ""}"#.utf8) : []
        let type = Request.Header(name: "content-type", value: Array("application/json".utf8))
        try portal.refused(method == "POST" ? 400 : 405) {
            try portal.send(
                Request(
                    method: method, path: Array("/claim".utf8), headers: pairs + [type], body: body,
                    peer: "198.51.100.1"))
        }
        #expect(try portal.claim(link).status == 200)
    }

    @Test func aWrongTokenBurnsNothingAndTheRightOneOpens() throws {
        let portal = try Portal(clients: "acme")
        let (link, other) = (try portal.addLink(), try portal.addLink())
        let wrong = [other.token, link.id, String(link.token.dropLast()), link.token + "A"]
        for (index, token) in wrong.enumerated() {
            // A malformed token is not counted as an attempt.
            let isTried = index == 0
            try portal.refused(
                404, audit: isTried ? ["refused link.claim acme"] : [],
                but: isTried ? ["claim_try"] : []
            ) { try portal.claim(link, token: token) }
        }
        let opened = try portal.claim(link)
        #expect(opened.status == 200 && opened["Cache-Control"] == "no-store")
        #expect(try opened.json()["ciphertext"] == .text(Base64.url.encode(link.ciphertext)))
        try portal.refused(404, but: ["claim_try"]) { try portal.claim(link) }
    }

    /// The token of the same id in the other mode differs.
    @Test func modesAreNotTakenForEachOther() throws {
        let portal = try Portal(clients: "acme")
        let link = try portal.addLink()
        let id = try #require(Base64.url.decode(link.id))
        let other = try OneTimeLink(id: id, key: Secret(Random.bytes(32)), nil)
        try portal.refused(404, audit: ["refused link.claim acme"], but: ["claim_try"]) {
            try portal.claim(link, token: Base64.url.encode(other.token.reveal()))
        }
    }

    @Test func thereIsOneAnswerForAllThatCannotBeOpened() throws {
        let portal = try Portal(clients: "acme")
        let (burnt, revoked, wrong) = (
            try portal.addLink(), try portal.addLink(), try portal.addLink()
        )
        let expired = try portal.addLink(lifetime: 60)
        _ = try portal.claim(burnt)
        _ = try portal.store.revokeLink(revoked.receipt, by: .cli("test"))
        portal.pass(60)
        let unknown = HandedLink(
            receipt: "", id: Base64.url.encode(Random.bytes(16)), token: burnt.token, ciphertext: []
        )
        let answers = [
            try portal.claim(unknown), try portal.claim(expired), try portal.claim(burnt),
            try portal.claim(revoked), try portal.claim(wrong, token: burnt.token),
            try portal.claim(#"{"id": "x", "token": "y"}"#),
        ].map(\.whole)
        #expect(Set(answers).count == 1)
        #expect(answers[0].hasSuffix(Self.gone) && answers[0].hasPrefix("404"))
    }

    @Test(arguments: [(59, 200), (60, 404), (61, 404), (-86_400, 200)])
    func aLinkIsOverAtTheSecondThatItSays(seconds: Int, status: Int) throws {
        let portal = try Portal(clients: "acme")
        let link = try portal.addLink(lifetime: 60)
        portal.pass(seconds)
        #expect(try portal.claim(link).status == status)
        let state = try portal.store.links(of: Slug("acme")).first?.state
        #expect(state == (status == 200 ? .read : .expired))
    }

    @Test(arguments: ["0", "-1", "59", "2678401", "9000000000000000000", "1e5", #""60""#, "60.0"])
    func aLifetimeIsFromAMinuteTo31Days(text: String) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        for member in ["\"expires_in\": \(text)", "\"views\": \(text == "59" ? "11" : text)"] {
            try portal.refused(400) {
                try portal.send(
                    "POST", "/approvals", by: ana,
                    .json(
                        """
                        {"act": "link", "tenant": "acme", "field": "app", \(member),
                        "public_key": "\(Portal.publicKey)"}
                        """))
            }
        }
    }

    @Test func takingALinkBackIsNoOracle() throws {
        let portal = try Portal(clients: "acme")
        let link = try portal.addLink()
        for path in ["/links/\(link.receipt)/revoke", "/links/\(link.id)/revoke"] {
            try portal.refused(401) { try portal.send("POST", path) }
        }
        let ana = try portal.logIn("ana")
        for id in [link.id, link.token, "*", "%", String(repeating: "0", count: 32)] {
            try portal.refused(404) { try portal.send("POST", "/links/\(id)/revoke", by: ana) }
        }
        #expect(try portal.send("POST", "/links/\(link.receipt)/revoke", by: ana).status == 200)
        try portal.refused(409) {
            try portal.send("POST", "/links/\(link.receipt)/revoke", by: ana)
        }
        try portal.refused(404, but: ["claim_try"]) { try portal.claim(link) }
    }

    @Test(arguments: [true, false])
    func nothingOfABurntLinkIsInTheFiles(isRevoked: Bool) throws {
        let portal = try Portal(clients: "acme")
        let link = try portal.addLink(value: String(repeating: "long secret ", count: 700))
        let part = Data(link.ciphertext[..<32])
        #expect(try portal.files().range(of: part) != nil)
        if isRevoked {
            _ = try portal.attach().revokeLink(link.receipt, by: .cli("test"))
        } else {
            #expect(try portal.claim(link).status == 200)
        }
        for start in stride(from: 0, to: link.ciphertext.count - 32, by: 32) {
            #expect(try portal.files().range(of: Data(link.ciphertext[start..<start + 32])) == nil)
        }
    }

    /// No request for the link is needed: the worker looks once in a while.
    @Test func nothingOfAnExpiredLinkIsInTheFilesOnceItIsTidy() throws {
        let portal = try Portal(clients: "acme")
        let link = try portal.addLink(value: String(repeating: "long secret ", count: 700))
        let part = Data(link.ciphertext[64..<96])
        let store = try portal.attach()
        try store.tidy()
        #expect(try portal.files().range(of: part) != nil)
        portal.pass(LinkOffer.usualLifetime)
        try store.tidy()
        #expect(try portal.files().range(of: part) == nil)
        #expect(try store.links(of: Slug("acme")).map(\.state) == [.expired])
    }

    @Test func aListShowsNothingThatOpensALink() throws {
        let portal = try Portal(clients: "acme", "other")
        let link = try portal.addLink(views: 2)
        #expect(try portal.claim(link, from: "198.51.100.77").status == 200)
        let eva = try portal.logIn("eva")
        let list = try portal.send("GET", "/tenants/acme/links", by: eva)
        let first = try #require(try list.json()["links"]?.list.first)
        #expect(first["id"] == .text(link.receipt) && first["views_left"] == .number(1))
        #expect(first["read_from"] == .text("198.51.100.0/24"))
        try portal.expectNoSecrets(in: list)
        #expect(try portal.send("GET", "/tenants/other/links", by: eva).json()["links"]?.list == [])
    }

    @Test(arguments: [
        "", "hunter2\u{0}", "🔑🔑", #"{"v":1,"h":"puerto.page.v1"}"#, "pe1.AAAA", "a\r\nb",
        String(repeating: "x", count: 60_000),
    ])
    func whatIsHandedOverComesBackAsItWas(value: String) throws {
        let portal = try Portal(clients: "acme")
        let made = try OneTimeLink()
        let (nonce, ciphertext) = try made.seal(Secret(value))
        _ = try portal.store.addLink(
            Slug("acme"), LinkOffer(field: .app),
            SealedLink(
                id: made.id, tokenDigest: made.tokenDigest, nonce: nonce, ciphertext: ciphertext),
            by: .cli("test"))
        let token = Base64.url.encode(made.token.reveal())
        let id = Base64.url.encode(made.id)
        let answer = try portal.claim(#"{"id": "\#(id)", "token": "\#(token)"}"#).json()
        let found = try #require(
            Base64.url.decode(answer["ciphertext"]?.text ?? "").flatMap { text in
                Base64.url.decode(answer["nonce"]?.text ?? "").flatMap {
                    made.open(text, nonce: $0)
                }
            })
        #expect(found.reveal() == Array(value.utf8))
    }

    @Test func aSecretOfAMegabyteIsNotKept() throws {
        let portal = try Portal(clients: "acme")
        let before = try portal.rows()
        #expect(throws: PuertoError.self) {
            try portal.addLink(value: String(repeating: "x", count: 1_000_000))
        }
        #expect(try portal.rows() == before)
    }

    @Test func twentyQuestionsAreEnough() throws {
        let portal = try Portal(clients: "acme")
        let (ana, device) = try portal.logInWithDevice("ana")
        func ask() throws -> Answer {
            try portal.approve("link", #""field": "app""#, by: ana, with: device)
        }
        for _ in 0..<20 { #expect(try ask().status == 202) }
        try portal.refused(429) { try ask() }
    }

    /// A database that is locked or read-only gives no secret out, and uses no link up.
    @Test func aDatabaseThatCannotBeWrittenBurnsNothing() throws {
        let portal = try Portal(clients: "acme")
        let link = try portal.addLink()
        portal.breakHistory()
        let answer = try portal.refused(503) { try portal.claim(link) }
        #expect(!answer.text.contains(Base64.url.encode(link.ciphertext)))
        portal.breakHistory(false)
        let queue = try DatabaseQueue(patient: portal.path)
        try queue.inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            let locked = portal.hook(patience: 0.1).answer(
                Request(
                    method: "POST", path: Array("/claim".utf8),
                    headers: [.init(name: "content-type", value: Array("application/json".utf8))],
                    body: Array(#"{"id": "\#(link.id)", "token": "\#(link.token)"}"#.utf8),
                    peer: "198.51.100.1"))
            #expect(locked.status == 503)
            try db.execute(sql: "ROLLBACK")
        }
        #expect(try portal.claim(link).status == 200)
    }
}
