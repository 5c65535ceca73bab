import Foundation
import GRDB
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook
@testable import PuertoVault

@Suite struct LoginTests {
    private func login(_ name: String, _ password: String) -> Sent {
        .json(#"{"operator": "\#(name)", "password": "\#(password)"}"#)
    }

    @Test func aLoginSetsACookieThatOnlyItsDigestIsKeptOf() throws {
        let portal = try Portal()
        let answer = try portal.send("POST", "/session", login("ana", "correct horse battery"))
        let cookie = try #require(answer.cookie)
        #expect(
            answer["Set-Cookie"]
                == "__Host-puerto=\(cookie); Path=/; HttpOnly; SameSite=Strict; Secure")
        #expect(cookie.utf8.count == 43)
        let session = try answer.json()
        #expect(session["operator"] == .text("ana") && session["role"] == .text("owner"))
        #expect(try portal.history().last == "done session.login ana")
        portal.keepSecret(cookie)
        try portal.expectNoSecrets()
        // Whoever reads the table has no cookie in it.
        let digest = try portal.raw {
            Array(try Data.fetchOne($0, sql: "SELECT digest FROM session") ?? Data())
        }
        for stolen in [Base64.url.encode(digest), digest.map { String($0, radix: 16) }.joined()] {
            try portal.refused(401) {
                try portal.send("GET", "/session", by: Visitor(cookie: stolen))
            }
        }
    }

    @Test func onThisMachineTheCookieIsNotForTLSOnly() throws {
        let portal = try Portal(origin: "http://localhost:8080")
        let answer = try portal.send("POST", "/session", login("ana", "correct horse battery"))
        #expect(answer["Set-Cookie"]?.hasPrefix("puerto=") == true)
        #expect(answer["Set-Cookie"]?.contains("Secure") == false)
    }

    /// The same answer, byte for byte, and the same work: a hash at the usual cost for somebody
    /// there is not.
    @Test func nobodyLearnsWhoThereIs() throws {
        let portal = try Portal()
        let wrong = try portal.refused(
            401, audit: ["refused session.login ana"], but: ["login_try"]
        ) {
            try portal.send("POST", "/session", login("ana", "not her password"))
        }
        let unknown = try portal.refused(401, audit: ["refused session.login"], but: ["login_try"])
        {
            try portal.send("POST", "/session", login("nobody", "not her password"))
        }
        #expect(wrong.whole == unknown.whole)
        #expect(unknown["Set-Cookie"] == nil)
        let nobody = try #require(PasswordRecord.nobody)
        let usual = try PasswordRecord(Secret("x"))
        #expect(nobody.text.prefix(22) == usual.text.prefix(22))
        #expect(try !nobody.matches(Secret("not her password")))
    }

    /// What people type as a name may be their password.
    @Test func aNameThatIsNoneIsWrittenNowhere() throws {
        let portal = try Portal()
        portal.keepSecret("hunter2-as-a-name")
        portal.keepSecret("hunter2 As A Name")
        for name in ["hunter2-as-a-name", "hunter2 As A Name", "ana\\u0000"] {
            try portal.refused(401, audit: ["refused session.login"], but: ["login_try"]) {
                try portal.send("POST", "/session", login(name, "x"))
            }
        }
    }

    @Test func oddPasswordsAreWrongOrTooLong() throws {
        let portal = try Portal()
        let right = "correct horse battery"
        for password in ["\(right)\\u0000", "\\u0000\(right)", right.uppercased(), " \(right)"] {
            try portal.refused(401, audit: ["refused session.login ana"], but: ["login_try"]) {
                try portal.send("POST", "/session", login("ana", password))
            }
        }
        for password in ["", String(repeating: "x", count: 1025)] {
            try portal.refused(400) { try portal.send("POST", "/session", login("ana", password)) }
        }
        let megabyte = String(repeating: "x", count: 1_000_000)
        try portal.refused(413) { try portal.send("POST", "/session", login("ana", megabyte)) }
    }

    @Test func tenWrongOnesFromANetworkAreTooManyAndSayNothing() throws {
        let portal = try Portal()
        for _ in 0..<10 {
            let answer = try portal.send("POST", "/session", login("ana", "wrong"))
            #expect(answer.status == 401)
        }
        let known = try portal.refused(429) {
            try portal.send("POST", "/session", login("ana", "correct horse battery"))
        }
        let unknown = try portal.refused(429) {
            try portal.send("POST", "/session", login("no", "x"))
        }
        #expect(known.whole == unknown.whole && known["Retry-After"] == "600")
        _ = try portal.logIn("ana", from: "198.51.100.9")
        portal.pass(601)
        _ = try portal.logIn("ana")
    }

    @Test func whoFailsElsewhereLocksNobodyOutAtHome() throws {
        let portal = try Portal()
        _ = try portal.logIn("ana", from: "192.0.2.1")
        for network in 0..<20 {
            let visitor = Visitor(peer: "203.0.113.\(network)")
            #expect(
                try portal.send("POST", "/session", by: visitor, login("ana", "wrong")).status
                    == 401)
        }
        try portal.refused(429) {
            try portal.send(
                "POST", "/session", by: Visitor(peer: "198.51.100.3"),
                login("ana", "correct horse battery"))
        }
        _ = try portal.logIn("ana", from: "192.0.2.1")
    }

    /// A password that is looked at takes 128 MiB.
    @Test func twoPasswordsAreLookedAtInOneMoment() throws {
        let portal = try Portal()
        let account = [UInt8](repeating: 1, count: 32)
        let first = try portal.store.beginLogin(nil, account: account, from: Network("192.0.2.1"))
        _ = try portal.store.beginLogin(nil, account: account, from: Network("192.0.2.2"))
        let busy = try portal.refused(503) {
            try portal.send("POST", "/session", login("ana", "correct horse battery"))
        }
        #expect(busy["Retry-After"] == "2")
        _ = try portal.store.endLogin(
            first, isRight: false, session: account, replacing: nil)
        _ = try portal.logIn("ana")
        portal.pass(21)
        _ = try portal.logIn("ben")
    }

    @Test func sixLoginsAtOnceAreTwoAtATime() async throws {
        let portal = try Portal()
        let visitors = try await atOnce(6) { number in
            try portal.send(
                "POST", "/session", by: Visitor(peer: "192.0.2.\(number)"), login("nobody", "x")
            ).status
        }
        #expect(visitors.allSatisfy { $0 == 401 || $0 == 503 } && visitors.contains(401))
        #expect(try portal.rows()["password_check"] == [])
    }

    /// Tries of a time that has not come were made under another clock.
    @Test func aClockThatIsSetBackLocksNobodyOut() throws {
        let portal = try Portal()
        portal.pass(86_400)
        for _ in 0..<10 { _ = try portal.send("POST", "/session", login("ana", "wrong")) }
        portal.pass(-86_400)
        _ = try portal.logIn("ana")
    }

    @Test(arguments: [
        "$scrypt$ln=30,r=8,p=1$", "$scrypt$ln=17,r=9999,p=1$",
    ])
    func aPoisonedRecordIsAWrongPassword(start: String) throws {
        let portal = try Portal()
        let hash = "AAAAAAAAAAAAAAAAAAAAAA$" + String(repeating: "A", count: 43)
        try portal.raw {
            try $0.execute(
                sql: "UPDATE operator SET password = ? WHERE name = 'ana'",
                arguments: [start + hash])
        }
        let poisoned = try portal.refused(
            401, audit: ["refused session.login ana"], but: ["login_try"]
        ) { try portal.send("POST", "/session", login("ana", "correct horse battery")) }
        #expect(!poisoned.text.contains("record"))
    }
}

/// What a cookie is good for, and how long.
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
            Slug("ana"), record: Portal.record("another password"), by: "cli:test")
        try expectOver(portal, ana)
        try expectOver(portal, other)
        #expect(try portal.send("GET", "/session", by: ben).status == 200)
        try portal.store.removeOperator(Slug("ben"), by: "cli:test")
        try expectOver(portal, ben)
    }

    /// A password that changes while it is looked at lets nobody in.
    @Test func aLoginWithThePasswordBeforeIsNone() throws {
        let portal = try Portal()
        let account = [UInt8](repeating: 1, count: 32)
        let attempt = try portal.store.beginLogin(
            Slug("ana"), account: account, from: Network("192.0.2.1"))
        try portal.store.setPassword(
            Slug("ana"), record: Portal.record("another password"), by: "cli:test")
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
        #expect(try portal.history().last == "done session.logout ana")
        try expectOver(portal, ana)
    }

    /// A cookie that somebody has set before is not the one that a login makes good.
    @Test func aLoginTakesNoCookieThatWasThere() throws {
        let portal = try Portal()
        let mine = Visitor(cookie: Base64.url.encode([UInt8](repeating: 3, count: 32)))
        let login: Sent = .json(#"{"operator": "ana", "password": "correct horse battery"}"#)
        let answer = try portal.send("POST", "/session", by: mine, login)
        #expect(answer.status == 200 && answer.cookie != mine.cookie)
        try expectOver(portal, mine)
        // And the session before it is over.
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

    @Test func secretsAreShownForFiveMinutesAfterThePassword() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let ask: Sent = .json(#"{"field": "app", "public_key": "\#(Portal.publicKey)"}"#)
        portal.pass(300)
        #expect(try portal.send("POST", "/tenants/acme/reveals", by: ana, ask).status == 202)
        portal.pass(1)
        for path in ["/tenants/acme/reveals", "/tenants/acme/links"] {
            let answer = try portal.refused(403) { try portal.send("POST", path, by: ana, ask) }
            #expect(try answer.json()["type"] == .text("urn:puerto:confirm-password"))
        }
        let confirm = "/session/confirm"
        try portal.refused(401, audit: ["refused session.confirm ana"], but: ["login_try"]) {
            try portal.send("POST", confirm, by: ana, .json(#"{"password": "wrong"}"#))
        }
        let right: Sent = .json(#"{"password": "correct horse battery"}"#)
        #expect(try portal.send("POST", confirm, by: ana, right).status == 200)
        #expect(try portal.send("POST", "/tenants/acme/links", by: ana, ask).status == 202)
    }

    @Test func aSecretIsHandedOverOnceAndToWhoAskedOnly() throws {
        let portal = try Portal(clients: "acme")
        let (ana, ben) = (try portal.logIn("ana"), try portal.logIn("ben"))
        let ask: Sent = .json(#"{"field": "app", "public_key": "\#(Portal.publicKey)"}"#)
        let asked = try portal.send("POST", "/tenants/acme/reveals", by: ana, ask)
        let path = try #require(asked["Location"]).replacing("/hook", with: "")
        try portal.answerAll()
        try portal.refused(404) { try portal.send("POST", path, by: ben) }
        try portal.refused(401) { try portal.send("POST", path) }
        try portal.refused(403) { try portal.send("POST", path, by: Visitor(cookie: ana.cookie)) }
        let taken = try portal.send("POST", path, by: ana)
        #expect(taken.status == 200 && taken["Cache-Control"] == "no-store")
        #expect(try portal.history().last == "done reveal.take acme")
        try portal.refused(404) { try portal.send("POST", path, by: ana) }
        let late = try portal.send("POST", "/tenants/acme/reveals", by: ana, ask)["Location"]
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
                "POST", "/tenants/acme/reveals", by: ana,
                .json(#"{"field": "app", "public_key": "\#(key)"}"#))
        }
    }
}
