import GRDB
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// Programs sign their requests (Standard Webhooks 1.0.0).
@Suite struct CallTests {
    private let portal: Portal
    private let secret: WebhookSecret

    init() throws {
        portal = try Portal(clients: "acme", "other")
        secret = try portal.addHookSecret("ci")
    }

    private var now: Int { portal.clock.now }

    private func refused(
        _ call: Call, with status: Int = 401, audit: [String] = [], by other: WebhookSecret? = nil
    ) throws {
        try portal.refused(status, audit: audit) {
            try portal.send(call.signed(other ?? secret, now))
        }
    }

    @Test func aSignedRequestIsTaken() throws {
        let call = Call(body: #"{"action": "suspend", "tenant": "acme", "reason": "unpaid"}"#)
        let answer = try portal.send(call.signed(secret, now))
        #expect(answer.status == 202)
        let job = try #require(try portal.store.jobs().first)
        #expect(job.action == .suspend && job.actor == "hook:ci")
        #expect(job.parameters.reason == "unpaid" && job.tenant?.text == "acme")
        #expect(try answer.json()["job"]?["id"] == .text(job.id))
        #expect(try portal.history().last == "done job.add acme")
        try portal.expectNoSecrets(in: answer)
    }

    /// Beyond the limit that it shares with operators it is told when to come again, and of no
    /// passkey.
    @Test func aProgramBeyondTheLimitIsToldWhenTheNextIsAllowed() throws {
        func suspended(_ number: Int) throws -> Answer {
            let body = #"{"action": "suspend", "tenant": "acme", "reason": "unpaid"}"#
            return try portal.send(Call(body: body, id: "msg_\(number)").signed(secret, now))
        }
        for number in 1...3 {
            let answer = try suspended(number)
            #expect(answer.status == 202)
            let job = try #require(try portal.store.jobs().first)
            _ = try portal.store.cancel(job.id, by: .cli("test"))
        }
        let answer = try suspended(4)
        let words = "\(try answer.json())"
        #expect(answer.status == 429 && answer["Retry-After"] == "600", "\(words)")
        #expect(words.contains("the next is allowed at \(Timestamp.text(now + 600)); "))
        #expect(!words.contains("passkey"))
    }

    @Test func twoBuildsInARowAreOneJob() throws {
        let secret = try portal.addHookSecret("builder", actions: [.build])
        let body = #"{"action": "build"}"#
        let first = try portal.send(Call(body: body, id: "msg_1").signed(secret, now))
        let second = try portal.send(Call(body: body, id: "msg_2").signed(secret, now))
        #expect(first.status == 202 && second.status == 202)
        #expect(try first.json()["job"]?["id"] == second.json()["job"]?["id"])
        #expect(try portal.store.jobs().count == 1)
        let job = try #require(try portal.store.jobs().first)
        _ = try portal.store.cancel(job.id, by: .cli("test"))
        let third = try portal.send(Call(body: body, id: "msg_3").signed(secret, now))
        #expect(try third.json()["job"]?["id"] != first.json()["job"]?["id"])
    }

    @Test(arguments: [-301, 301, -86_400])
    func aTimeThatIsNotNowIsRefused(distance: Int) throws {
        try refused(Call(time: String(now + distance)))
    }

    @Test(arguments: [-300, 0, 300]) func fiveMinutesAreNow(distance: Int) throws {
        let call = Call(time: String(now + distance))
        #expect(try portal.send(call.signed(secret, now)).status == 202)
    }

    @Test(arguments: [
        "1700000000.0", "+1700000000", " 1700000000", "1700000000 ", "123abc", "0", "-1", "",
        "99999999999999999999", "1e9", "\u{661}\u{667}",
    ])
    func aTimeIsDigits(time: String) throws { try refused(Call(time: time)) }

    @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
    func eachHeaderIsThereOnce(name: String) throws {
        let good = Call().signed(secret, now)
        for count in [0, 2, 3] {
            var request = good
            let field = try #require(good.headers.first { $0.name == name })
            request.headers.removeAll { $0.name == name }
            request.headers += [Request.Header](repeating: field, count: count)
            try portal.refused(401) { try portal.send(request) }
        }
        #expect(try portal.send(good).status == 202)
    }

    @Test(arguments: [
        "v1,", "", "v1", "v2,{}", "v1a,{}", "V1,{}", "v1,{}=", "\tv1,{}", "v1,x\tv1,{}", "v1,{}\n",
        "v1,x\nv1,{}", "v1 {}", ",{}",
    ])
    func aSignatureIsWrittenOneWay(pattern: String) throws {
        let code = secret.sign(id: "msg_1", timestamp: now, body: Array(Call().body.utf8))
            .dropFirst(3)
        try refused(Call(signature: pattern.replacing("{}", with: code)))
        // The signatures have other bits in the last letter, no padding, and letters of base64url.
        let tail = String(code.dropLast(2)) + "B="
        try refused(Call(signature: "v1,\(tail == code ? "x" : tail)"))
        try refused(Call(signature: "v1,\(code.dropLast())"))
    }

    @Test func theRightOneOfTenIsEnoughAndTenThousandAreTooMany() throws {
        let good = secret.sign(id: "msg_1", timestamp: now, body: Array(Call().body.utf8))
        let many = [String](repeating: good, count: 10_000).joined(separator: " ")
        try refused(Call(signature: many))
        #expect(
            try portal.send(Call(signature: "v1,AAAA \(good)").signed(secret, now)).status == 202)
    }

    @Test func theSameIdAgainHasNoEffect() throws {
        let call = Call(body: #"{"action": "restart", "tenant": "acme"}"#)
        #expect(try portal.send(call.signed(secret, now)).status == 202)
        let again = try portal.refused(200, but: ["hook_seen"]) {
            try portal.send(call.signed(secret, now))
        }
        #expect(try again.json() == .object(["duplicate": .flag(true)]))
        #expect(try portal.store.jobs().count == 1)
        // The same id under another secret is another request.
        let other = try portal.addHookSecret("cd")
        let second = Call(body: #"{"action": "restart", "tenant": "other"}"#)
        #expect(try portal.send(second.signed(other, now)).status == 202)
    }

    @Test func tenAtOnceHaveOneEffect() async throws {
        let request = Call(body: #"{"action": "restart", "tenant": "acme"}"#).signed(secret, now)
        let portal = portal
        let statuses = try await atOnce(10) { _ in try portal.send(request).status }
        #expect(statuses.sorted() == [Int](repeating: 200, count: 9) + [202])
        #expect(try portal.store.jobs().count == 1)
    }

    @Test func anotherBodyIsNotWhatWasSigned() throws {
        let call = Call(body: #"{"action": "restart", "tenant": "acme"}"#)
        for body in [
            #"{"action":"restart","tenant":"acme"}"#, #"{"action": "restart", "tenant": "other"}"#,
            "", call.body + " ",
        ] {
            var request = call.signed(secret, now)
            request.body = Array(body.utf8)
            try portal.refused(401) { try portal.send(request) }
        }
    }

    /// The signature is verified before the body is parsed.
    @Test(arguments: ["{", "[[[[", #"{"action": "purge"}"#, #"{"x": 1}"#, ""])
    func whoHasNotSignedLearnsNothingOfBodies(body: String) throws {
        try refused(Call(body: body, signature: "v1,AAAA"))
        if !body.isEmpty { try refused(Call(body: body), with: 400) }
    }

    @Test func aFormIsNoCall() throws {
        let form = "application/x-www-form-urlencoded"
        try refused(Call(body: "action=build", type: form), with: 415)
    }

    @Test(arguments: ["msg.1", "", "a b", "ñ", String(repeating: "a", count: 129), "msg_1\n"])
    func anIdCannotMoveTheBoundary(id: String) throws { try refused(Call(id: id)) }

    @Test(arguments: [
        #"{"action": "archive", "tenant": "acme"}"#, #"{"action": "purge", "tenant": "acme"}"#,
        #"{"action": "restart"}"#, #"{"action": "build", "tenant": "acme"}"#,
        #"{"action": "rotate", "tenant": "acme", "field": "mysql"}"#,
        #"{"action": "restart", "tenant": "acme", "plan": "x"}"#,
        #"{"action": "restart", "tenant": "ACME"}"#,
    ])
    func whatProgramsMayNotAskForIsRefused(body: String) throws {
        try refused(Call(body: body), with: 400)
    }

    @Test func whatAnActionNeedsIsAskedFor() throws {
        try refused(Call(body: #"{"action": "rotate", "tenant": "acme"}"#), with: 409)
    }

    /// An operator has to read their plan; a program runs no image that the record does not name.
    @Test(arguments: [
        #""upgrade", "images": "redis=redis:7.4.5""#, #""upgrade""#, #""archive""#,
        #""restart", "images": "redis=redis:7.4.5""#,
    ])
    func noProgramArchivesOrNamesAnImage(members: String) throws {
        try refused(Call(body: #"{"tenant": "acme", "action": \#(members)}"#), with: 400)
    }

    @Test func aSecretOfOneClientSignsForNoOther() throws {
        let own = try portal.addHookSecret("acme-ci", for: "acme")
        for body in [
            #"{"action": "restart", "tenant": "other"}"#, #"{"action": "build"}"#,
            #"{"action": "reconcile", "tenant": "base"}"#,
            #"{"action": "restart", "tenant": "none"}"#,
        ] { try refused(Call(body: body), by: own) }
        let good = Call(body: #"{"action": "restart", "tenant": "acme"}"#)
        #expect(try portal.send(good.signed(own, now)).status == 202)
    }

    @Test func aSecretAsksForItsOwnActionsOnly() throws {
        let own = try portal.addHookSecret("usual", actions: HookSecretOffer.usualActions)
        func answer(_ action: String, _ more: String = "") throws -> Answer {
            let call = Call(body: #"{"tenant": "acme", "action": "\#(action)"\#(more)}"#)
            return try portal.refused(403, audit: ["refused job.add acme"]) {
                try portal.send(call.signed(own, now))
            }
        }
        for action in ["provision", "suspend", "resume"] {
            let json = try answer(action).json()
            #expect(
                json["detail"]?.text
                    == "'usual' may not ask for \(action), only for restart, reconcile")
            #expect(
                json["hint"]?.text
                    == "puerto hook-secret add NAME --action \(action) makes one that may")
        }
        let rotate = try answer("rotate", #", "field": "redis""#).json()
        #expect(rotate["hint"]?.text == "no program may; an operator: puerto rotate acme redis")
        try refused(Call(), with: 403, audit: ["refused job.add"], by: own)
        // A refusal does not use the id up.
        let call = Call(body: #"{"action": "restart", "tenant": "acme"}"#)
        #expect(try portal.send(call.signed(own, now)).status == 202)
    }

    /// It keeps what it could ask for before secrets had actions.
    @Test func aSecretOfAnOlderVersionRotates() throws {
        let body = #"{"action": "rotate", "tenant": "acme", "field": "redis"}"#
        try refused(Call(body: body), with: 403, audit: ["refused job.add acme"])
        try portal.raw { db in
            let sql = "INSERT INTO hook_secret_right SELECT id, 'rotate' FROM hook_secret"
            try db.execute(sql: sql)
        }
        #expect(try portal.send(Call(body: body).signed(secret, now)).status == 202)
    }

    @Test func aSecretEndsByItselfAfterAYear() throws {
        portal.pass(HookSecretOffer.usualLifetime - 1)
        #expect(try portal.send(Call(id: "a").signed(secret, now)).status == 202)
        portal.pass(1)
        try refused(Call(id: "b"))
    }

    @Test func aSecretSignsUntilItsEnd() throws {
        try portal.store.revokeHookSecret(Slug("ci"), after: 60, by: .cli("test"))
        portal.pass(59)
        #expect(try portal.send(Call(id: "a").signed(secret, now)).status == 202)
        portal.pass(1)
        try refused(Call(id: "b"))
        // A second revocation does not revive it.
        try portal.store.revokeHookSecret(Slug("ci"), after: 600, by: .cli("test"))
        try refused(Call(id: "b"))
    }

    @Test func aSecretMovedToAnotherRowOpensNothing() throws {
        let scoped = try portal.addHookSecret("acme-ci", for: "acme")
        try portal.smuggle(
            "UPDATE hook_secret SET tenant = NULL WHERE name = 'acme-ci'",
            past: "hook_secret_update")
        try refused(Call(body: #"{"action": "restart", "tenant": "other"}"#), by: scoped)
        // The others go on.
        let call = Call(body: #"{"action": "restart", "tenant": "other"}"#)
        #expect(try portal.send(call.signed(secret, now)).status == 202)
    }

    @Test func aRenamedClientsSecretGoesOnSigning() throws {
        let own = try portal.addHookSecret("acme-ci", for: "acme")
        _ = try portal.store.editTenant(
            Slug("acme"), by: .cli("test")
        ) { $0.slug = try Slug("acme-new") }
        let call = Call(body: #"{"action": "restart", "tenant": "acme-new"}"#)
        #expect(try portal.send(call.signed(own, now)).status == 202)
    }

    @Test func aSecretOfTheFirstFormatStillSigns() throws {
        let (old, text) = try WebhookSecret.random()
        let key = Derivation.hkdf(portal.ring.keys[0].secret, "puerto/hook-secret/v1")
        let nonce = Random.bytes(AEAD.nonceBytes)
        let place = LengthPrefixed("puerto/hook-secret/v1", "old", "acme").bytes
        let sealed = try AEAD.seal(text.reveal(), key, nonce: nonce, aad: place)
        let offer = HookSecretOffer(tenant: try Slug("acme"), endsAt: nil)
        try portal.store.addHookSecret(Slug("old"), offer, by: .cli("test")) { _ in
            (nonce, sealed)
        }
        let call = Call(body: #"{"action": "restart", "tenant": "acme"}"#)
        #expect(try portal.send(call.signed(old, now)).status == 202)
    }

    @Test func thereIsNoSecretForTheBaseSystem() throws {
        #expect(throws: PuertoError.self) { try portal.addHookSecret("base-ci", for: "base") }
    }

    @Test func aBusyClientIsNamedWithItsJobAndTheIdIsNotTaken() throws {
        let call = Call(body: #"{"action": "restart", "tenant": "acme"}"#)
        let first = try portal.send(call.signed(secret, now)).json()["job"]?["id"]?.text
        let second = Call(body: call.body, id: "msg_2")
        let busy = try portal.refused(409, audit: ["refused job.add acme"]) {
            try portal.send(second.signed(secret, now))
        }
        #expect(try busy.json()["job"]?.text == first)
        _ = try portal.store.cancel(#require(first), by: .cli("test"))
        #expect(try portal.send(second.signed(secret, now)).status == 202)
    }

    /// This is the standard's own example (Standard Webhooks, "verifying signatures").
    @Test func theKnownAnswerIsTaken() throws {
        let text = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let offer = HookSecretOffer(tenant: nil, endsAt: nil)
        try portal.store.addHookSecret(Slug("known"), offer, by: .cli("test")) {
            try WebVault(portal.ring).seal(text, name: "known", tenant: $0)
        }
        portal.pass(1_614_265_330 - now)
        let call = Call(
            body: "{\"test\": 2432232314}", id: "msg_p5jXN8AQM9LWM0D4loKWxJek", time: "1614265330",
            signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        // The signature passes, and then the body asks for no action.
        try refused(call, with: 400)
        try refused(
            Call(body: call.body + " ", id: call.id, time: call.time, signature: call.signature))
    }
}
