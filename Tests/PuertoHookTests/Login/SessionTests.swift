import GRDB
import PuertoCore
import PuertoStore
import TestSupport
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// A session's cookie is valid for a while, on its own site.
@Suite struct SessionTests {
    private func expectOver(
        _ portal: Portal, _ visitor: Visitor, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for (method, path) in [
            ("GET", "/session"), ("GET", "/portal/index.html"), ("POST", "/build"),
        ] {
            try portal.refused(401, sourceLocation: sourceLocation) {
                try portal.send(method, path, by: visitor)
            }
        }
    }

    @Test func itIsOverAfterHalfAnHourWithoutARequest() throws {
        let portal = try Portal()
        let (ana, ben) = (try portal.logIn("ana"), try portal.logIn("ben"))
        portal.pass(29 * 60)
        #expect(try portal.send("GET", "/session", by: ana).status == 200)
        portal.pass(60)
        try expectOver(portal, ben)
        portal.pass(28 * 60)
        #expect(try portal.send("GET", "/session", by: ana).status == 200)
        portal.pass(31 * 60)
        try expectOver(portal, ana)
    }

    @Test func whoLooksNeedNotWaitForWhoWrites() throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        portal.pass(5 * 60)
        let cookie = try #require(ana.cookie)
        let digest = try #require(SessionToken(Array(cookie.utf8))).digest
        try DatabaseQueue(patient: portal.path).inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            #expect(try portal.attach(patience: 0.1).touchSession(digest)?.name.text == "ana")
            try db.execute(sql: "ROLLBACK")
        }
    }

    @Test func itIsOverAfterEightHoursWhateverHappens() throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        for _ in 0..<19 {
            portal.pass(25 * 60)
            #expect(try portal.send("GET", "/session/check", by: ana).status == 204)
        }
        portal.pass(5 * 60 - 1)
        #expect(try portal.send("GET", "/session/check", by: ana).status == 204)
        portal.pass(1)
        try expectOver(portal, ana)
    }

    @Test func aNewPasswordEndsIt() throws {
        let portal = try Portal()
        let (ana, other, ben) = (
            try portal.logIn("ana"), try portal.logIn("ana"), try portal.logIn("ben")
        )
        #expect(try portal.send("GET", "/session", by: other).status == 200)
        try portal.store.setPassword(
            Slug("ana"), record: Portal.record("another password"), by: .cli("test"))
        try expectOver(portal, ana)
        try expectOver(portal, other)
        #expect(try portal.send("GET", "/session", by: ben).status == 200)
        try portal.store.removeOperator(Slug("ben"), by: .cli("test"))
        try expectOver(portal, ben)
    }

    /// A password that is changed while it is verified does not log in.
    @Test func aLoginWithThePasswordBeforeIsNone() throws {
        let portal = try Portal()
        let account = [UInt8](repeating: 1, count: 32)
        let attempt = try portal.store.beginLogin(
            Slug("ana"), account: account, from: Network("192.0.2.1"))
        try portal.store.setPassword(
            Slug("ana"), record: Portal.record("another password"), by: .cli("test"))
        let session = try portal.store.endLogin(
            attempt, isRight: true, session: account, replacing: nil)
        #expect(session == nil)
        #expect(try portal.rows()["session"] == [])
    }

    @Test func aLogoutEndsIt() throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        let answer = try portal.send("DELETE", "/session", by: ana)
        #expect(answer.status == 204 && answer["Set-Cookie"]?.contains("Max-Age=0") == true)
        // What the session has shown leaves the browser; cookies of the domain's other sites stay.
        #expect(answer["Clear-Site-Data"] == #""cache""#)
        #expect(answer["Cache-Control"] == "no-store")
        #expect(try portal.history().last == "done session.logout ana")
        try expectOver(portal, ana)
    }

    /// A login gives a new cookie, so that a cookie set by an attacker never becomes valid.
    @Test func aLoginTakesNoCookieThatWasThere() throws {
        let portal = try Portal()
        let mine = Visitor(cookie: Base64.url.encode([UInt8](repeating: 3, count: 32)))
        let login: Sent = .json(#"{"operator": "ana", "password": "correct horse battery"}"#)
        let answer = try portal.send("POST", "/session", by: mine, login)
        #expect(answer.status == 200 && answer.cookie != mine.cookie)
        try expectOver(portal, mine)
        // The earlier session has ended.
        let first = Visitor(cookie: answer.cookie, csrf: try answer.json()["csrf"]?.text)
        let again = try portal.send("POST", "/session", by: first, login)
        #expect(again.cookie != first.cookie)
        try expectOver(portal, first)
        #expect(try portal.rows()["session"]?.count == 1)
    }

    @Test func twoCookiesAreNone() throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        let own = "__Host-puerto=\(ana.cookie ?? "")"
        for lines in [
            "\(own); \(own)", "__Host-puerto=x; \(own)", "\(own); __Host-puerto=", "\(own), \(own)",
            "puerto=\(ana.cookie ?? "")", "__host-puerto=\(ana.cookie ?? "")", "\(own)x", "x\(own)",
            "\(own)=",
        ] {
            try portal.refused(401) {
                try portal.send("GET", "/session", headers: ["cookie": lines])
            }
        }
        var request = Request(method: "GET", path: Array("/session".utf8), peer: "192.0.2.7")
        let field = Request.Header(name: "cookie", value: Array(own.utf8))
        request.headers = [field, field]
        try portal.refused(401) { try portal.send(request) }
        #expect(
            try portal.send("GET", "/session", headers: ["cookie": "a=b;\(own); puerto=c"]).status
                == 200)
    }

    @Test func aSecretIsForTheSessionThatAskedAndNotForAnotherOfTheSameOperator() throws {
        let portal = try Portal(clients: "acme")
        let (desk, device) = try portal.logInWithDevice("ana")
        let phone = try portal.logIn("ana")
        for kind in ["reveal", "link"] {
            let asked = try portal.approve(kind, #""field": "app""#, by: desk, with: device)
            let path = try #require(asked["Location"]).replacing("/hook", with: "")
            try portal.refused(404) { try portal.send("POST", path, by: phone) }
            try portal.answerAll()
            let refused = try portal.refused(404) { try portal.send("POST", path, by: phone) }
            #expect(refused.text.contains("there is no such question"))
            #expect(try portal.send("POST", path, by: desk).status == 200)
        }
        #expect(try portal.rows()["errand_session"] == [])
    }

    @Test func aSecretIsHandedOverOnceAndToWhoAskedOnly() throws {
        let portal = try Portal(clients: "acme")
        let (ana, device) = try portal.logInWithDevice("ana")
        let ben = try portal.logIn("ben")
        func ask() throws -> Answer {
            try portal.approve("reveal", #""field": "app""#, by: ana, with: device)
        }
        let asked = try ask()
        let path = try #require(asked["Location"]).replacing("/hook", with: "")
        try portal.answerAll()
        try portal.refused(404) { try portal.send("POST", path, by: ben) }
        try portal.refused(401) { try portal.send("POST", path) }
        try portal.refused(403) { try portal.send("POST", path, by: Visitor(cookie: ana.cookie)) }
        let taken = try portal.send("POST", path, by: ana)
        #expect(taken.status == 200 && taken["Cache-Control"] == "no-store")
        #expect(try portal.history().last == "done reveal.take acme")
        try portal.refused(404) { try portal.send("POST", path, by: ana) }
        let late = try ask()["Location"]
        try portal.answerAll()
        portal.pass(901)
        try portal.refused(404, but: ["session"]) {
            try portal.send("POST", #require(late).replacing("/hook", with: ""), by: ana)
        }
    }

    @Test(arguments: [
        "", "AAAA", String(repeating: "A", count: 87), "!", String(repeating: "B", count: 88),
    ])
    func aKeyThatIsNoPointIsRefused(key: String) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        try portal.refused(400) {
            try portal.send(
                "POST", "/approvals", by: ana,
                .json(
                    #"{"act": "reveal", "tenant": "acme", "field": "app", "public_key": "\#(key)"}"#
                ))
        }
    }
}
