import Crypto
import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoVault

@Suite struct WebhookTests {
    private let text = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    private let body = Array("{\"test\": 2432232314}".utf8)
    private let good = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    private let now = 1_614_265_330

    private func failure(
        id: String = "msg_p5jXN8AQM9LWM0D4loKWxJek", time: String = "1614265330",
        _ signatures: String, body: [UInt8]? = nil, at now: Int? = nil
    ) throws -> WebhookMessage.Failure? {
        let message = WebhookMessage(
            id: id, timestamp: time, signatures: signatures, body: body ?? self.body)
        do {
            try message.verify([WebhookSecret(text)], now: now ?? self.now)
            return nil
        } catch let failure as WebhookMessage.Failure { return failure }
    }

    @Test func aSignatureInAnyOfTenPlacesIsTaken() throws {
        #expect(try failure(good) == nil)
        #expect(try failure("v1,AAAA \(good)") == nil)
        #expect(try failure("v2,x v1a,y \(good)") == nil)
        let nine = [String](repeating: "v1,", count: 9).joined(separator: " ")
        #expect(try failure("\(nine) \(good)") == nil)
        #expect(try failure("v1, \(nine) \(good)") == .malformed)
    }

    @Test(arguments: [
        "v1,", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
        "v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "\tv1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "x\nv1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "",
    ])
    func anyOtherSignatureIsNot(signatures: String) throws {
        #expect(try failure(signatures) == .notSigned)
    }

    @Test(arguments: [
        "1614265330.0", "+1614265330", " 1614265330", "123abc", "", "-1", "1614265330123",
        "١٦١٤٢٦٥٣٣٠",
    ])
    func aTimeIsDigitsOnly(time: String) throws {
        #expect(try failure(time: time, good) == .malformed)
    }

    @Test func fiveMinutesEitherWayAreTaken() throws {
        #expect(try failure(good, at: now + 300) == nil)
        #expect(try failure(good, at: now - 300) == nil)
        #expect(try failure(good, at: now + 301) == .tooOld)
        #expect(try failure(good, at: now - 301) == .tooOld)
        #expect(try failure(time: "0", good) == .tooOld)
        #expect(try failure(time: "999999999999", good) == .tooOld)
    }

    @Test(arguments: ["", "a.b", "a b", "ñ", String(repeating: "a", count: 129), "a\n"])
    func anIdCannotMoveTheBoundary(id: String) throws {
        #expect(try failure(id: id, good) == .malformed)
    }

    @Test func anotherBodyIsNotTaken() throws {
        #expect(try failure(good, body: Array("{\"test\":2432232314}".utf8)) == .notSigned)
    }

    @Test(arguments: ["", "whsec_", "whsec_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "WHSEC_x"])
    func aSecretHas24To64Bytes(text: String) {
        #expect(code { try WebhookSecret(Secret(text)) } == .invalid)
        #expect(message { try WebhookSecret(Secret(text)) }?.contains("MfKQ") == false)
    }

    @Test func aNewSecretSignsWhatItVerifies() throws {
        let (secret, text) = try WebhookSecret.random()
        let signature = secret.sign(id: "m", timestamp: 5, body: [1])
        let again = try WebhookSecret(text)
        try WebhookMessage(id: "m", timestamp: "5", signatures: signature, body: [1])
            .verify([try WebhookSecret.random().secret, again], now: 5)
    }
}

@Suite struct RevealTests {
    private let place = RevealPlace(job: "j1", tenant: "acme", field: "app")

    @Test func onlyTheBrowserThatAskedOpensIt() throws {
        let browser = P256.KeyAgreement.PrivateKey()
        let recipient = Array(browser.publicKey.x963Representation)
        let envelope = try RevealEnvelope(sealing: Secret("s"), to: recipient, for: place)
        #expect(envelope.open(browser, for: place) == Secret("s"))
        #expect(envelope.open(P256.KeyAgreement.PrivateKey(), for: place) == nil)
        for other in [
            RevealPlace(job: "j2", tenant: "acme", field: "app"),
            RevealPlace(job: "j1", tenant: "acmf", field: "app"),
            RevealPlace(job: "j1", tenant: "acme", field: "redis"),
        ] { #expect(envelope.open(browser, for: other) == nil) }
        let again = try RevealEnvelope(sealing: Secret("s"), to: recipient, for: place)
        #expect(again.nonce != envelope.nonce && again.publicKey != envelope.publicKey)
    }

    @Test func bytesThatAreNoPointAreRefused() {
        for bytes in [[], [UInt8](repeating: 4, count: 65), [UInt8](repeating: 0, count: 65)] {
            #expect(
                code { try RevealEnvelope(sealing: Secret("s"), to: bytes, for: place) } == .invalid
            )
        }
    }
}

@Suite struct PasswordHashTests {
    @Test func aPasswordMatchesItsRecordAndNoOtherDoes() throws {
        let record = try PasswordHash(Secret("correct"))
        #expect(record.text.hasPrefix("$scrypt$ln=17,r=8,p=1$"))
        let read = try PasswordHash(parsing: record.text)
        #expect(try read.matches(Secret("correct")))
        #expect(try !read.matches(Secret("Correct")))
    }

    /// HMAC fills a key with zeros: one with zeros at its end would be the same.
    @Test func aPasswordWithANULIsNone() throws {
        let record = try PasswordHash(Secret("correct"))
        #expect(try !record.matches(Secret("correct\u{0}")))
        #expect(code { try PasswordHash(Secret("correct\u{0}")) } == .invalid)
    }

    /// RFC 7914, section 12: N = 16384, r = 8, p = 1.
    @Test func theHashIsThatOfTheRFC() throws {
        var cost = PasswordHash.Cost()
        cost.logN = 14
        let record = try PasswordHash(
            Secret("pleaseletmein"), salt: Array("SodiumChloride".utf8), cost)
        let hash = [UInt8](hex: "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")
        let text = Base64.standard.encode(hash).prefix { $0 != "=" }
        #expect(record.text.hasSuffix(text))
    }

    @Test(arguments: [
        "ln=30,r=8,p=1", "ln=19,r=8,p=1", "ln=17,r=9999,p=1", "ln=17,r=8,p=5", "ln=0,r=8,p=1",
        "ln=017,r=8,p=1", "ln=+17,r=8,p=1", "r=8,ln=17,p=1", "ln=17,r=8", "ln=17,r=8,p=1,x=1",
        "ln=17,r=8,p=-1", "ln=99999999999999999999,r=8,p=1",
    ])
    func costsThatNobodyCanPayAreRefusedBeforeAnyIsTaken(cost: String) {
        let salt = "AAAAAAAAAAAAAAAAAAAAAA"
        let hash = String(repeating: "A", count: 43)
        #expect((try? PasswordHash(parsing: "$scrypt$ln=17,r=8,p=1$\(salt)$\(hash)")) != nil)
        #expect(code { try PasswordHash(parsing: "$scrypt$\(cost)$\(salt)$\(hash)") } == .invalid)
    }

    @Test(arguments: [
        "", "$", "$scrypt$ln=17,r=8,p=1$$", "$argon2id$ln=17,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$",
        "$scrypt$ln=17,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAB$",
    ])
    func anythingElseIsRefused(start: String) {
        let hash = String(repeating: "A", count: 43)
        #expect(code { try PasswordHash(parsing: start + hash) } == .invalid)
    }
}

@Suite struct CheckpointTests {
    private let key: CheckpointKey
    private let checkpoint: Checkpoint

    init() throws {
        key = CheckpointKey(try .make(.signing, named: "faro"))
        checkpoint = Checkpoint(
            origin: "puerto-audit/faro", size: 17, code: [UInt8](repeating: 9, count: 32))
    }

    @Test func aNoteIsThatOfC2SP() throws {
        let note = try key.sign(checkpoint)
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6 && lines[0] == "puerto-audit/faro" && lines[1] == "17")
        #expect(lines[4].hasPrefix("— puerto-audit/faro ") && note.hasSuffix("\n"))
        let parts = try key.verifierKey().split(separator: "+", maxSplits: 2)
        #expect(parts[0] == "puerto-audit/faro" && parts[1].count == 8)
        #expect(Base64.standard.decode(String(parts[2]))?.count == 33)
        #expect(try key.read(note) == checkpoint)
    }

    @Test func aForgedOneIsRefused() throws {
        let note = try key.sign(checkpoint)
        let other = CheckpointKey(try .make(.signing, named: "faro"))
        let agency = CheckpointKey(try .make(.signing, named: "otra"))
        let theirs = Checkpoint(origin: "puerto-audit/otra", size: 17, code: checkpoint.code)
        let forged = [
            note.replacing("\n17\n", with: "\n16\n"), note.replacing("\n17\n", with: "\n017\n"),
            note.replacing("\n17\n", with: "\n+17\n"), note.replacing("CQkJ", with: "CQkK"),
            String(note.dropLast()), note + "\n", note.replacing("\n", with: "\r\n"),
            try other.sign(checkpoint), try agency.sign(theirs), "", "\n\n\n\n\n",
            note.replacing("— puerto-audit/faro ", with: "— puerto-audit/otra "),
        ]
        for text in forged { #expect(code { try key.read(text) } == .invalid, "\(text)") }
        #expect(
            message { try key.read(agency.sign(theirs)) }?.contains(
                "it is of 'puerto-audit/otra', this is 'puerto-audit/faro'") == true)
    }
}

@Suite struct Base64Tests {
    @Test(arguments: [[], [0], [255, 254], [1, 2, 3], Array(0...255)] as [[UInt8]])
    func bytesComeBack(bytes: [UInt8]) {
        #expect(Base64.standard.encode(bytes) == Data(bytes).base64EncodedString())
        for base in [Base64.standard, .url] { #expect(base.decode(base.encode(bytes)) == bytes) }
    }

    @Test(arguments: [
        "QR==", "====", "QQ=", "QQ", "QQ==\n", "Q Q=", "QQ===", "_-8=", "=", "QQ==QQ==",
    ])
    func oneSpellingIsRight(text: String) {
        #expect(Base64.standard.decode(text) == nil)
    }

    @Test(arguments: ["QR", "QQ==", "Q", "+/", "QQ\n", "é"])
    func oneSpellingForURLsIsRight(text: String) {
        #expect(Base64.url.decode(text) == nil)
    }
}
