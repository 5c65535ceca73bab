import PuertoCore
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// Logins with a passkey, and that a login's signature and an approval's are not each other's.
extension ApprovalTests {
    func logIn(_ device: Device) throws -> Answer {
        let begun = try portal.send("POST", "/session/passkey").json()
        let id = try #require(begun["id"]?.text)
        return try portal.send(
            "POST", "/session/passkey/\(id)",
            .json(try device.assertion(Portal.loginChallenge(of: begun))))
    }

    @Test func aPasskeyLogsIn() throws {
        let answer = try logIn(device)
        #expect(answer.status == 200)
        let session = try answer.json()
        #expect(session["operator"] == .text("ana") && session["passkeys"] == .number(1))
        #expect(try portal.history().last == "done session.login ana")
        let visitor = Visitor(cookie: answer.cookie, csrf: session["csrf"]?.text)
        #expect(try portal.send("POST", "/build", by: visitor).status == 202)
    }

    @Test func aLoginsChallengeIsGoodOnceAndForALoginOnly() throws {
        let begun = try portal.send("POST", "/session/passkey").json()
        let id = try #require(begun["id"]?.text)
        let sent: Sent = .json(try device.assertion(Portal.loginChallenge(of: begun)))
        try portal.refused(404) { try portal.send("POST", "/approvals/\(id)", by: ana, sent) }
        #expect(try portal.send("POST", "/session/passkey/\(id)", sent).status == 200)
        try portal.refused(401, audit: ["refused session.login"], but: Portal.tries) {
            try portal.send("POST", "/session/passkey/\(id)", sent)
        }
        let approval = try begin()
        let other = try #require(approval["id"]?.text)
        try portal.refused(401, but: Portal.tries) {
            try portal.send("POST", "/session/passkey/\(other)", sent)
        }
    }

    /// A stolen web tier hands the challenge of an approval to the page of the login.
    @Test func aLoginSignsNoApproval() throws {
        let begun = try begin()
        let challenge = try Portal.challenge(of: begun, key: Portal.publicKey)
        let login = JSON.object([
            "id": begun["id"] ?? .null, "challenge": .text(Base64.url.encode(challenge)),
            "relying_party": .text("portal.example"),
        ])
        let sent: Sent = .json(try device.assertion(Portal.loginChallenge(of: login)))
        try refused(begun, sent)
    }

    /// Anybody may begin logins, and nobody's approval or login ends for it.
    @Test func manyLoginsEndNoOther() throws {
        let begun = try begin()
        let login = try portal.send("POST", "/session/passkey").json()
        for _ in 0..<250 { try portal.send("POST", "/session/passkey") }
        #expect(try send(begun, try sign(begun)).status == 202)
        let id = try #require(login["id"]?.text)
        let sent: Sent = .json(try device.assertion(Portal.loginChallenge(of: login)))
        #expect(try portal.send("POST", "/session/passkey/\(id)", sent).status == 200)
    }

    /// Its id tells when it began.
    @Test func aLoginEndsAfterTwoMinutes() throws {
        let login = try portal.send("POST", "/session/passkey").json()
        let id = try #require(login["id"]?.text)
        let sent: Sent = .json(try device.assertion(Portal.loginChallenge(of: login)))
        portal.pass(120)
        #expect(try portal.send("POST", "/session/passkey/\(id)", sent).status == 401)
        let later = String(portal.clock.now, radix: 16) + id.dropFirst(8)
        #expect(try portal.send("POST", "/session/passkey/\(later)", sent).status == 401)
    }

    @Test func loginsThatFailAreThrottledAndFillNoHistory() throws {
        for _ in 0..<10 { #expect(try logIn(Device()).status == 401) }
        try portal.refused(429) { try logIn(Device()) }
    }

    @Test func anUnknownPasskeyLogsNobodyIn() throws {
        try portal.refused(401, audit: ["refused session.login"], but: Portal.tries) {
            try logIn(Device())
        }
        var elsewhere = device
        elsewhere.origin = "https://portal.example:444"
        try portal.refused(401, but: Portal.tries) {
            try logIn(elsewhere)
        }
    }

    @Test func aViewersPasskeyLogsInAndApprovesNothing() throws {
        let device = Device()
        try portal.register(device, for: "eva")
        let answer = try logIn(device)
        #expect(answer.status == 200)
        let eva = Visitor(cookie: answer.cookie, csrf: try answer.json()["csrf"]?.text)
        let refused = try portal.approve("reveal", #""field": "app""#, by: eva, with: device)
        #expect(refused.status == 403)
    }
}
