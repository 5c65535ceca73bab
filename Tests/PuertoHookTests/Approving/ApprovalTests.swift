import Crypto
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// An approval is a signature of the operator's own passkey over exactly what is asked for.
@Suite struct ApprovalTests {
    let portal: Portal
    let ana: Visitor
    let device: Device

    init() throws {
        portal = try Portal(clients: "acme", "other")
        (ana, device) = try portal.logInWithDevice("ana")
    }

    /// What a reveal of acme's password is answered with, before it is signed.
    func begin(_ tenant: String = "acme", _ field: String = "app") throws -> JSON {
        let body = """
            {"act": "reveal", "tenant": "\(tenant)", "field": "\(field)",
            "public_key": "\(Portal.publicKey)"}
            """
        return try portal.send("POST", "/approvals", by: ana, .json(body)).json()
    }

    func sign(_ begun: JSON, with device: Device? = nil, key: String = Portal.publicKey)
        throws -> Sent
    {
        let challenge = try Portal.challenge(of: begun, key: key)
        return .json(try (device ?? self.device).assertion(challenge))
    }

    func send(_ begun: JSON, _ sent: Sent, by visitor: Visitor? = nil) throws -> Answer {
        let id = try #require(begun["id"]?.text)
        return try portal.send("POST", "/approvals/\(id)", by: visitor ?? ana, sent)
    }

    /// Checks that nothing was asked for, and that the history says that an approval was refused.
    func refused(
        _ begun: JSON, _ sent: Sent, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try portal.refused(
            403, audit: ["refused approval acme"], sourceLocation: sourceLocation
        ) { try send(begun, sent) }
        #expect(
            try answer.json()["type"] == .text("urn:puerto:approval-refused"),
            sourceLocation: sourceLocation)
        // Its nonce is used up.
        let again = try send(begun, try sign(begun))
        #expect(again.status == 404, sourceLocation: sourceLocation)
    }

    @Test func aSecretIsAskedForWithASignature() throws {
        let begun = try begin()
        #expect(begun["act"] == .text("reveal") && begun["parameters"] == .text("field: app"))
        #expect(begun["credentials"]?.list == [.text(Base64.url.encode(device.credential))])
        #expect(begun["relying_party"] == .text("portal.example"))
        let answer = try send(begun, try sign(begun))
        #expect(try answer.status == 202 && answer.json()["kind"] == .text("reveal"))
        #expect(try portal.history().suffix(2) == ["done approval acme", "done reveal.ask acme"])
        let used = try #require(try portal.store.passkeys(of: Slug("ana")).first)
        #expect(used.usedAt == portal.clock.now)
        let list = try portal.send("GET", "/approvals", by: ana).json()["approvals"]?.list
        #expect(list?.first?["act"] == .text("reveal") && list?.first?["tenant"] == .text("acme"))
        #expect(list?.count == 1)
    }

    @Test func aSignatureIsGoodOnce() throws {
        let begun = try begin()
        let sent = try sign(begun)
        #expect(try send(begun, sent).status == 202)
        try portal.refused(404) { try send(begun, sent) }
    }

    /// Whatever of the challenge is another's, the signature approves nothing.
    @Test(arguments: [
        "workspace", "id", "operator_row", "act", "tenant_row", "tenant", "parameters", "plan",
        "nonce", "key",
    ])
    func aSwappedPartIsRefused(name: String) throws {
        let (begun, other) = (try begin(), try begin("other", "redis"))
        var members = begun.members
        let key = name == "key" ? Base64.url.encode([4] + [UInt8](repeating: 9, count: 64)) : nil
        switch name {
        case "operator_row", "tenant_row": members[name] = .number(77)
        case "act": members[name] = .text("link")
        case "plan": members[name] = .text(Portal.planHash)
        case "workspace": members[name] = .text("another")
        case "key": break
        default: members[name] = other[name]
        }
        try refused(begun, try sign(.object(members), key: key ?? Portal.publicKey))
    }

    /// A stolen web tier shows one client and asks for another: the page signs what it shows.
    @Test func anotherClientsSignatureIsRefused() throws {
        let (mine, theirs) = (try begin(), try begin("other"))
        let id = try #require(theirs["id"]?.text)
        let sent = try sign(mine)
        try portal.refused(403, audit: ["refused approval other"]) {
            try portal.send("POST", "/approvals/\(id)", by: ana, sent)
        }
    }

    enum Wrong: String, CaseIterable {
        case type, port, scheme, crossOrigin, party, parent, absent, unverified, key
    }

    @Test(arguments: Wrong.allCases) func aRuleThatIsBrokenIsRefused(wrong: Wrong) throws {
        var device = device
        switch wrong {
        case .type: device.type = "webauthn.create"
        case .port: device.origin = "https://portal.example:8443"
        case .scheme: device.origin = "http://portal.example"
        case .crossOrigin: device.isCrossOrigin = true
        case .party: device.relyingParty = "evil.example"
        case .parent: device.relyingParty = "example"
        case .absent: device.flags = 0b0000_0100
        case .unverified: device.flags = 0b0000_0001
        case .key: break
        }
        let begun = try begin()
        let sent: Sent
        if wrong == .key {
            // Another authenticator that claims to be this passkey.
            let challenge = try Portal.challenge(of: begun, key: Portal.publicKey)
            let own = Base64.url.encode(device.credential)
            let other = Device()
            let text = try other.assertion(challenge)
                .replacing(Base64.url.encode(other.credential), with: own)
            sent = .json(text)
        } else {
            sent = try sign(begun, with: device)
        }
        try refused(begun, sent)
    }

    @Test func anothersPasskeyApprovesNothingOfMine() throws {
        let (_, other) = try portal.logInWithDevice("ben")
        let begun = try begin()
        try refused(begun, try sign(begun, with: other))
    }

    @Test func anApprovalIsForTheSessionThatAsked() throws {
        let begun = try begin()
        let sent = try sign(begun)
        for visitor in [try portal.logIn("ana"), try portal.logIn("ben")] {
            try portal.refused(404) { try send(begun, sent, by: visitor) }
        }
        #expect(try send(begun, sent).status == 202)
    }

    @Test func anApprovalLivesForTwoMinutes() throws {
        let (late, soon) = (try begin(), try begin())
        portal.pass(119)
        #expect(try send(soon, try sign(soon)).status == 202)
        portal.pass(1)
        try portal.refused(404, but: ["session"]) { try send(late, try sign(late)) }
    }

    /// A count that does not grow says that there is a copy. It is an alarm, and never the end of
    /// the passkey.
    @Test func aClonedCounterIsRefusedAndTold() throws {
        var device = Device()
        device.count = 5
        try portal.register(device, for: "ana")
        for (count, isRight) in [(6, true), (6, false), (5, false), (0, false), (9, true)] {
            device.count = UInt32(count)
            let begun = try begin()
            let answer = try send(begun, try sign(begun, with: device))
            #expect(answer.status == (isRight ? 202 : 403), "\(count)")
        }
        let history = try portal.history()
        #expect(history.count { $0 == "refused approval acme" } == 3)
        #expect(history.count { $0 == "failed passkey.alarm ana" } == 3)
    }

    @Test func aSyncedPasskeyStaysAtZero() throws {
        for _ in 0..<3 {
            let begun = try begin()
            #expect(try send(begun, try sign(begun)).status == 202)
        }
    }

    @Test func whoHasNoPasskeyIsToldTheCommand() throws {
        let ben = try portal.logIn("ben")
        let body = """
            {"act": "reveal", "tenant": "acme", "field": "app",
            "public_key": "\(Portal.publicKey)"}
            """
        let answer = try portal.refused(409) {
            try portal.send("POST", "/approvals", by: ben, .json(body), language: "es")
        }
        #expect(try answer.json()["type"] == .text("urn:puerto:no-passkey"))
        #expect(try answer.json()["hint"]?.text == "añádela con: puerto operator passkey ben")
    }

    /// A passkey of another host name is useless here, as after `web.url` has changed.
    @Test func aPasskeyOfAnotherPortalIsNone() throws {
        var device = Device()
        device.relyingParty = "old.example"
        try portal.register(device, for: "ben")
        let ben = try portal.logIn("ben")
        let answer = try portal.approve("reveal", #""field": "app""#, by: ben, with: device)
        #expect(answer.status == 409)
    }

    @Test func aRemovedPasskeyApprovesNothing() throws {
        let begun = try begin()
        let row = try #require(try portal.store.passkeys(of: Slug("ana")).first?.id)
        try portal.store.removePasskey(row, of: Slug("ana"), by: .cli("test"))
        // The sessions of its operator are over too.
        try portal.refused(401) { try send(begun, try sign(begun)) }
    }

    @Test(arguments: ["archive", "upgrade", "rotate", "restart", "suspend"])
    func actionsAreApprovedToo(action: String) throws {
        var fields = ""
        if action == "rotate" { fields = #""field": "redis""# }
        if action == "suspend" { fields = #""reason": "unpaid""# }
        if ["archive", "upgrade"].contains(action) {
            let images = action == "upgrade" ? #""images": "redis=redis:7.4.5""# : ""
            _ = try portal.send(
                "POST", "/tenants/acme/actions/\(action)/plans", by: ana, .json("{\(images)}"))
            try portal.answerAll()
            let reason = action == "archive" ? #""reason": "it leaves""# : ""
            fields = [images, reason, #""plan": "\#(Portal.planHash)""#, #""confirm": "acme""#]
                .filter { !$0.isEmpty }.joined(separator: ", ")
        }
        let answer = try portal.approve(action, fields, by: ana, with: device)
        #expect(answer.status == 202, "\(answer.text)")
        let job = try #require(try portal.store.jobs().first)
        #expect(job.action.rawValue == action && job.actor == "web:ana")
        #expect(try portal.history().suffix(2) == ["done approval acme", "done job.add acme"])
    }

    @Test func theSameKeyAgainGivesTheSameJob() throws {
        let headers: KeyValuePairs = ["idempotency-key": "k1"]
        let first = try portal.approve("restart", by: ana, with: device, headers: headers)
        let second = try portal.approve("restart", by: ana, with: device, headers: headers)
        #expect(try first.json() == second.json() && portal.store.jobs().count == 1)
    }

    /// A stolen session does not stop a fleet.
    @Test func suspensionsWithoutAnApprovalAreFew() throws {
        let portal = try Portal(clients: "a", "b", "c", "d", "e")
        let (ana, device) = try portal.logInWithDevice("ana")
        func suspend(_ slug: String) throws -> Int {
            let body: Sent = .json(#"{"reason": "unpaid"}"#)
            return try portal.send("POST", "/tenants/\(slug)/actions/suspend", by: ana, body).status
        }
        for slug in ["a", "b", "c"] { #expect(try suspend(slug) == 202) }
        try portal.refused(429, audit: ["refused job.add d"]) {
            try portal.send(
                "POST", "/tenants/d/actions/suspend", by: ana, .json(#"{"reason": "unpaid"}"#))
        }
        let approved = try portal.approve(
            "suspend", #""reason": "unpaid""#, tenant: "d", by: ana, with: device)
        #expect(approved.status == 202)
        portal.pass(601)
        #expect(try suspend("e") == 202)
    }

    @Test func secretsAreThirtyAnHour() throws {
        for number in 0..<30 {
            if number % 15 == 0 { try portal.answerAll() }
            let answer = try portal.approve("reveal", #""field": "app""#, by: ana, with: device)
            try #require(answer.status == 202, "\(number) \(answer.text)")
            try portal.answerAll()
        }
        try portal.refused(429) {
            try portal.approve("reveal", #""field": "app""#, by: ana, with: device)
        }
        portal.pass(1700)
        _ = try portal.send("GET", "/session", by: ana)
        portal.pass(1700)
        _ = try portal.send("GET", "/session", by: ana)
        portal.pass(201)
        #expect(
            try portal.approve("reveal", #""field": "app""#, by: ana, with: device).status == 202)
    }

    @Test func aPortalThatShowsNoSecretsHasNoWayAround() throws {
        var web = portal.web
        web.passkeys.reveal = .off
        try portal.store.setWeb(web, by: .cli("test"))
        for (act, fields) in [
            ("reveal", #""field": "app""#), ("link", #""field": "app""#), ("page", ""),
        ] {
            let answer = try portal.approve(act, fields, by: ana, with: device)
            #expect(answer.status == 403)
            #expect(try answer.json()["type"] == .text("urn:puerto:reveal-off"))
        }
        #expect(
            try portal.send("GET", "/session", by: ana).json()["reveal"] == .text("off"))
        #expect(
            try portal.approve("rotate", #""field": "redis""#, by: ana, with: device).status == 202)
    }

    /// The strictest portal asks a passkey at each login and for each action.
    @Test func aPortalCanAskAPasskeyForEverything() throws {
        var web = portal.web
        web.passkeys.requires = .passkey
        try portal.store.setWeb(web, by: .cli("test"))
        let login: Sent = .json(#"{"operator": "ana", "password": "correct horse battery"}"#)
        try portal.refused(403) { try portal.send("POST", "/session", login) }
        let own = try logIn(device)
        #expect(own.status == 200)
        let visitor = Visitor(cookie: own.cookie, csrf: try own.json()["csrf"]?.text)
        try portal.refused(403) {
            try portal.send("POST", "/tenants/acme/actions/restart", by: visitor)
        }
        #expect(try portal.approve("restart", by: visitor, with: device).status == 202)
    }

    /// The rules of the command: no one approves a page that would not be made.
    @Test func aPageIsForAReadyClientWithAnAddress() throws {
        // A draft's passwords are made with it.
        let portal = try Portal(clients: "acme", status: .draft)
        let (ana, device) = try portal.logInWithDevice("ana")
        func edit(_ change: (inout TenantDraft) -> Void) throws {
            _ = try portal.store.editTenant(Slug("acme"), by: .cli("test"), change)
        }
        try edit { ($0.status, $0.contact.email) = (.draft, "eva@acme.example") }
        try portal.refused(409) { try portal.approve("page", by: ana, with: device) }
        try edit { ($0.status, $0.contact.email) = (.ready, nil) }
        try portal.refused(404) { try portal.approve("page", by: ana, with: device) }
        try edit { $0.contact.email = "eva@acme.example" }
        let asked = try portal.approve("page", by: ana, with: device)
        #expect(asked.status == 202)
        #expect(try portal.history().suffix(2) == ["done approval acme", "done page.ask acme"])
        try portal.refused(404) {
            try portal.approve("page", tenant: "nobody", by: ana, with: device)
        }
    }

    /// The login of a link has the contact's e-mail as its user name; a database's password has one
    /// of its own.
    @Test func aLinkToTheLoginIsForAClientWithAnAddress() throws {
        _ = try portal.store.editTenant(Slug("acme"), by: .cli("test")) { $0.contact.email = nil }
        let refused = try portal.approve("link", #""field": "app""#, by: ana, with: device)
        #expect(refused.status == 404)
        #expect(refused.text.contains("has no contact e-mail, which is the user name"))
        #expect(try portal.history().last?.contains("link.ask") == false)
        let other = try portal.approve("link", #""field": "postgres""#, by: ana, with: device)
        #expect(other.status == 202)
    }

    @Test func aRotationIsNotRepeatedWithoutAnApproval() throws {
        let answer = try portal.approve("rotate", #""field": "redis""#, by: ana, with: device)
        let job = try #require(try answer.json()["job"]?["id"]?.text)
        _ = try portal.store.cancel(job, by: .cli("test"))
        try portal.refused(403) { try portal.send("POST", "/jobs/\(job)/retry", by: ana) }
    }

    @Test func whatCannotBeDoneIsNotSigned() throws {
        _ = try portal.send("POST", "/tenants/acme/actions/restart", by: ana)
        let body: Sent = .json(#"{"act": "rotate", "tenant": "acme", "field": "redis"}"#)
        try portal.refused(409) { try portal.send("POST", "/approvals", by: ana, body) }
    }
}
