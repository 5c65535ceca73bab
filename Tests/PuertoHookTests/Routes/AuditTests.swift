import GRDB
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// A change without its line in the history does not happen.
@Suite struct AuditTests {
    @Test func withoutALineNobodyLogsInOrOut() throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        portal.breakHistory()
        // The attempt is counted, and forgotten after a while.
        let answer = try portal.refused(503, but: Portal.tries) {
            try portal.send(
                "POST", "/session",
                .json(#"{"operator": "ben", "password": "staple of the second"}"#))
        }
        #expect(answer["Set-Cookie"] == nil)
        try portal.refused(503) { try portal.send("DELETE", "/session", by: ana) }
    }

    @Test func withoutALineNothingIsHandedOver() throws {
        let portal = try Portal(clients: "acme")
        let (ana, device) = try portal.logInWithDevice("ana")
        func ask() throws -> Answer {
            try portal.approve("reveal", #""field": "app""#, by: ana, with: device)
        }
        let asked = try ask()
        let path = try #require(asked["Location"]).replacing("/hook", with: "")
        try portal.answerAll()
        let link = try portal.addLink()
        portal.breakHistory()
        let taken = try portal.refused(503) { try portal.send("POST", path, by: ana) }
        #expect(!taken.text.contains(Base64.url.encode(Portal.envelope.ciphertext)))
        let claimed = try portal.refused(503) { try portal.claim(link) }
        #expect(!claimed.text.contains(Base64.url.encode(link.ciphertext)))
        try portal.refused(503) { try ask() }
        try portal.refused(503) {
            try portal.send("POST", "/links/\(link.receipt)/revoke", by: ana)
        }
        portal.breakHistory(false)
        #expect(try portal.send("POST", path, by: ana).status == 200)
        #expect(try portal.claim(link).status == 200)
    }

    @Test func withoutALineNothingIsQueued() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let secret = try portal.addHookSecret("ci")
        portal.breakHistory()
        for path in ["/tenants/acme/actions/restart", "/build"] {
            try portal.refused(503) { try portal.send("POST", path, by: ana) }
        }
        try portal.refused(503) {
            try portal.send("POST", "/tenants", by: ana, .json(#"{"slug": "new", "name": "New"}"#))
        }
        try portal.refused(503) { try portal.send(Call().signed(secret, portal.clock.now)) }
    }

    /// SQLite's own messages are for the log.
    @Test func theInsideIsNotShown() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        portal.breakHistory()
        let answer = try portal.send("POST", "/build", by: ana)
        #expect(!answer.text.contains("the disk is full"))
    }

    /// The lines that the hook writes are in the chain, as the web tier's word.
    @Test func whatTheWebTierWritesIsSealed() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        _ = try portal.send("POST", "/tenants/acme/actions/restart", by: ana)
        _ = try portal.claim(try portal.addLink())
        #expect(try portal.store.verifyAudit().faults.isEmpty)
        for entry in try portal.store.auditEntries(100) {
            let isWeb = ["session.login", "job.add", "link.claim"].contains(entry.action)
            #expect(entry.side == (isWeb ? .web : .operating), "\(entry)")
        }
        try portal.smuggle(
            "UPDATE audit SET actor = 'web:ben' WHERE action = 'job.add'", past: "audit_update")
        #expect(try portal.store.verifyAudit().faults.count == 1)
    }

    /// A line cannot look like two lines, and a name cannot look like a spreadsheet formula.
    @Test(arguments: ["\n2026-01-01 admin login ok", "\u{1B}[31m", "a\rb"])
    func nobodysTextBreaksALine(text: String) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let escaped = text.unicodeScalars.map { scalar in
            scalar.value < 0x20
                ? "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
                : String(scalar)
        }.joined()
        try portal.refused(400) {
            try portal.send(
                "POST", "/tenants/acme/actions/suspend", by: ana,
                .json(#"{"reason": "\#(escaped)"}"#))
        }
    }
}
