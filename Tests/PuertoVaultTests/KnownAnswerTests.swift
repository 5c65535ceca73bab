import Foundation
import PuertoCore
import Testing

@testable import PuertoVault

/// Puerto's own formats, byte for byte as an independent implementation writes them.
@Suite struct KnownAnswerTests {
    struct Page: Decodable {
        let password, header, key, commit, plaintext, ctTag: String
        let paddedLen: Int
    }

    @Test(arguments: ["page_600000", "page_1000000"])
    func aPageIsSealedAndOpens(name: String) throws {
        let known = try Vectors.puerto(name, as: Page.self)
        let header = try #require(PageHeader(known.header))
        #expect(header.text == known.header)
        let passphrase = try Passphrase(Secret(known.password))
        let keys = try PageSeal.keys(passphrase, header)
        #expect(keys.key.hex == known.key)
        let padded = PagePayload.padded(Array(known.plaintext.utf8))
        #expect(padded.count == known.paddedLen)
        let page = try PageSeal.seal(padded, passphrase, header)
        #expect(page.commitment == known.commit)
        #expect(page.ciphertext == known.ctTag)
        #expect(try PageSeal.open(page, passphrase) == Secret(known.plaintext))
    }

    @Test func aPayloadIsTheJSONThatTheVectorHas() throws {
        let known = try Vectors.puerto("page_600000", as: Page.self)
        let payload = PagePayload(
            url: "https://acme.example/", user: "admin", password: Secret("s3cr3té</script>"))
        #expect(payload.padded == PagePayload.padded(Array(known.plaintext.utf8)))
    }

    struct Link: Decodable {
        let passphrase: String?
        let fragment, enc, token, tokenSha256, commit, aad, iv, plaintext, ctTag: String
    }

    @Test(arguments: ["link_1", "link_1p"])
    func aLinkIsSealedAndOpens(name: String) throws {
        let known = try Vectors.puerto(name, as: Link.self)
        let parts = known.fragment.dropFirst().split(separator: ".").map(String.init)
        let link = try OneTimeLink(
            id: try #require(Base64.url.decode(parts[1])),
            key: Secret(try #require(Base64.url.decode(parts[2]))),
            try known.passphrase.map { try Passphrase(Secret($0)) })
        #expect(link.mode.rawValue == parts[0])
        #expect(link.fragment.revealText() == String(known.fragment.dropFirst()))
        #expect(link.encryptionKey.hex == known.enc)
        #expect(Base64.url.encode(link.token.reveal()) == known.token)
        #expect(link.tokenDigest.hex == known.tokenSha256)
        #expect(Base64.url.encode(link.commitment) == known.commit)
        #expect(link.additionalData.hex == known.aad)
        let nonce = [UInt8](hex: known.iv)
        let sealed = try link.seal(Secret(known.plaintext), nonce: nonce)
        #expect(Base64.url.encode(sealed) == known.ctTag)
        #expect(link.open(sealed, nonce: nonce) == Secret(known.plaintext))
    }

    struct Rest: Decodable {
        let master, kek, verifier, dek, aadDek, aadSecret, ivDek, ivSecret, wrapped, ct: String
        let context: [String]
    }

    @Test func aSecretAtRestIsSealedAndOpens() throws {
        let known = try Vectors.puerto("rest", as: Rest.self)
        let key = NamedKey(id: known.context[0], secret: Secret(hex: known.master))
        #expect(key.verifier.hex == known.verifier)
        #expect(Derivation.hkdf(key.secret, "puerto/kek/v1").hex == known.kek)
        let vault = try Vault(KeyRing(.master, [key]))
        let place = SecretPlace(
            tenant: known.context[1], field: known.context[2], secretID: known.context[3],
            version: try #require(Int(known.context[4])))
        let sealed = SealedSecret(
            kid: key.id, wrapNonce: [UInt8](hex: known.ivDek),
            wrappedKey: [UInt8](hex: known.wrapped), nonce: [UInt8](hex: known.ivSecret),
            ciphertext: [UInt8](hex: known.ct))
        let value = try vault.open(sealed, at: place)
        let random = Vault.Randomness(
            dataKey: Secret(hex: known.dek), wrapNonce: sealed.wrapNonce, nonce: sealed.nonce)
        #expect(try vault.seal(value, at: place, random) == sealed)
    }

    struct Audit: Decodable {
        struct Row: Decodable {
            let seq: Int
            let ts, actor, action, object, outcome, detail, mac: String
        }
        let key: String
        let rows: [Row]
    }

    @Test func linesOfTheHistoryAreChained() throws {
        let known = try Vectors.puerto("audit", as: Audit.self)
        let master = try Vectors.puerto("rest", as: Rest.self).master
        // The web tier's key of the vectors is the same as the master key.
        let ring = try KeyRing(.web, [NamedKey(id: "k1", secret: Secret(hex: master))])
        for key in [AuditKey(Secret(hex: known.key)), AuditKey(ring)] {
            var previous = AuditKey.start
            for row in known.rows {
                let time = try #require(ISO8601DateFormatter().date(from: row.ts))
                let line = AuditLine(
                    seq: row.seq, at: Int(time.timeIntervalSince1970), actor: row.actor,
                    action: row.action, object: row.object, outcome: row.outcome,
                    detail: row.detail)
                previous = key.seal(line, after: previous)
                #expect(previous.hex == row.mac)
            }
        }
    }

    struct SignedCheckpoint: Decodable { let seed, text, sig: String }

    @Test func aCheckpointIsSigned() throws {
        let known = try Vectors.puerto("checkpoint", as: SignedCheckpoint.self)
        let code = try #require(Base64.standard.decode(known.text.split(separator: "\n")[2].utf8))
        let checkpoint = Checkpoint(origin: "puerto-audit/agency", size: 2, code: code)
        #expect(checkpoint.text == known.text)
        let key = CheckpointKey(seed: Secret(hex: known.seed), origin: checkpoint.origin)
        let signature = try #require(Base64.standard.decode(known.sig))
        // Ed25519 is deterministic by RFC 8032; this library adds randomness, so it is checked.
        #expect(try key.isSignature(signature, of: known.text))
        #expect(try key.read(key.sign(checkpoint)) == checkpoint)
    }

    struct CSRF: Decodable { let key, sid, rand, token: String }

    @Test func aTokenIsBoundToASession() throws {
        let known = try Vectors.puerto("csrf", as: CSRF.self)
        let key = CSRFKey(Secret(hex: known.key))
        let session = Secret(try #require(Base64.url.decode(known.sid)))
        #expect(key.token(for: session, randomness: [UInt8](hex: known.rand)) == known.token)
        #expect(key.isToken(known.token, of: session))
        #expect(!key.isToken(known.token, of: Secret("another session")))
        #expect(!key.isToken(String(known.token.dropLast()) + "-", of: session))
    }

    @Test(arguments: [
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330,
            "{\"test\": 2432232314}", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        ),
        (
            "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
            1_649_367_553,
            "{\"email\":\"test@example.com\",\"username\":\"test_user\"}",
            "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="
        ),
    ])
    func aWebhookIsSigned(secret: String, id: String, time: Int, body: String, signature: String)
        throws
    {
        let secret = try WebhookSecret(Secret(secret))
        #expect(secret.sign(id: id, timestamp: time, body: Array(body.utf8)) == signature)
        let message = WebhookMessage(
            id: id, timestamp: String(time), signatures: signature, body: Array(body.utf8))
        try message.verify([secret], now: time + 300)
    }
}
