import Foundation
import GRDB
import PuertoCore
import PuertoStore
import Synchronization
import Testing

@testable import PuertoBroker
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
        // The table holds no cookie.
        let digest = try portal.raw {
            Array(try Data.fetchOne($0, sql: "SELECT digest FROM session") ?? Data())
        }
        for stolen in [Base64.url.encode(digest), digest.map { String($0, radix: 16) }.joined()] {
            try portal.refused(401) {
                try portal.send("GET", "/session", by: Visitor(cookie: stolen))
            }
        }
    }

    @Test func onThisMachineTheCookieHasTheSameName() throws {
        let portal = try Portal(origin: "http://puerto.localhost:8080")
        let answer = try portal.send(
            "POST", "/session", login("ana", "correct horse battery"),
            headers: ["host": "puerto.localhost:8080"])
        #expect(
            answer["Set-Cookie"]
                == "__Host-puerto=\(answer.cookie ?? ""); Path=/; HttpOnly; SameSite=Strict; Secure"
        )
    }

    /// An unknown name gets the same answer, byte for byte, and costs the same work: a hash of the
    /// usual cost.
    @Test func nobodyLearnsWhoThereIs() throws {
        let portal = try Portal()
        let wrong = try portal.refused(
            401, audit: ["refused session.login ana"], but: Portal.tries
        ) {
            try portal.send("POST", "/session", login("ana", "not her password"))
        }
        let unknown = try portal.refused(401, audit: ["refused session.login"], but: Portal.tries) {
            try portal.send("POST", "/session", login("nobody", "not her password"))
        }
        #expect(wrong.whole == unknown.whole)
        #expect(unknown["Set-Cookie"] == nil)
        let decoy = try #require(PasswordHash.decoy)
        let usual = try PasswordHash(Secret("x"))
        #expect(decoy.text.prefix(22) == usual.text.prefix(22))
        #expect(try !decoy.matches(Secret("not her password")))
    }

    /// The name that was typed may be a password.
    @Test func aNameThatIsNoneIsWrittenNowhere() throws {
        let portal = try Portal()
        portal.keepSecret("hunter2-as-a-name")
        portal.keepSecret("hunter2 As A Name")
        let names = ["hunter2-as-a-name", "hunter2 As A Name", "ana\\u0000"]
        for (number, name) in names.enumerated() {
            let lines = number == 0 ? ["refused session.login"] : []
            try portal.refused(401, audit: lines, but: Portal.tries) {
                try portal.send("POST", "/session", login(name, "x"))
            }
        }
    }

    @Test func oddPasswordsAreWrongOrTooLong() throws {
        let portal = try Portal()
        let right = "correct horse battery"
        let wrong = ["\(right)\\u0000", "\\u0000\(right)", right.uppercased(), " \(right)"]
        for (number, password) in wrong.enumerated() {
            let lines = number == 0 ? ["refused session.login ana"] : []
            try portal.refused(401, audit: lines, but: Portal.tries) {
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

    /// Strangers have one of the two places, and the line before it is short. An operator at home has
    /// the other one.
    @Test func aKnownNetworkHasAPlaceOfItsOwn() throws {
        let portal = try Portal()
        _ = try portal.logIn("ana")
        let strangers = HeldPlaces(portal.places, LoginLine<Int>.length + 1)
        let rows = try portal.rows()
        let crowded = try portal.refused(503) {
            try portal.send(
                "POST", "/session", by: Visitor(peer: "198.51.100.3"),
                login("ana", "correct horse battery"))
        }
        #expect(crowded["Retry-After"] == "2")
        // It is not counted, and no line of the log.
        #expect(try portal.rows() == rows && portal.log.withLock { $0 } == [])
        _ = try portal.logIn("ana")
        strangers.end()
        _ = try portal.logIn("ana", from: "198.51.100.3")
    }

    /// A try counts before its password is looked at, and no longer when it was right.
    @Test func aTryCountsBeforeThePasswordIsLookedAt() throws {
        let portal = try Portal()
        let account = [UInt8](repeating: 1, count: 32)
        let network = Network("192.0.2.1")
        for _ in 0..<10 { _ = try portal.store.beginLogin(nil, account: account, from: network) }
        #expect(throws: PuertoError.self) {
            try portal.store.beginLogin(nil, account: account, from: network)
        }
        try portal.refused(429) {
            try portal.send(
                "POST", "/session", by: Visitor(peer: "192.0.2.1"),
                login("ana", "correct horse battery"))
        }
        for _ in 0..<12 { _ = try portal.logIn("ana") }
    }

    @Test func sixLoginsAtOnceAreAnsweredInTurn() async throws {
        let portal = try Portal()
        let visitors = try await atOnce(6) { number in
            try portal.send(
                "POST", "/session", by: Visitor(peer: "192.0.2.\(number)"), login("nobody", "x")
            ).status
        }
        #expect(visitors.allSatisfy { $0 == 401 || $0 == 503 } && visitors.contains(401))
        let tries = try #require(try portal.rows()["login_try"])
        #expect(tries.count == visitors.count { $0 == 401 })
    }

    /// Attempts with a time in the future were made under another clock.
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
            401, audit: ["refused session.login ana"], but: Portal.tries
        ) { try portal.send("POST", "/session", login("ana", "correct horse battery")) }
        #expect(!poisoned.text.contains("record"))
    }
}
