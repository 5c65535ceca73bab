import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// A browser offers a passkey with the secret of the address; the terminal takes it.
@Suite struct PasskeyOfferTests {
    private let portal: Portal
    private let offer = Base64.url.encode(Random.bytes(16))
    private let secret = Random.bytes(32)

    init() throws {
        portal = try Portal()
        try portal.store.beginPasskeyOffer(
            of: Slug("ana"), id: offer, secret: secret, relyingParty: "portal.example",
            by: .cli("test"))
    }

    private var row: Int {
        get throws {
            let json = try portal.send("GET", "/passkeys/offers/\(offer)").json()
            return try #require(json["operator_row"]?.number)
        }
    }

    private func send(_ text: String) throws -> Answer {
        try portal.send("POST", "/passkeys/offers/\(offer)", .json(text))
    }

    @Test func whoHasTheSecretOffersOnce() throws {
        let made = try Device().registration(offer: offer, row: row, operator: "ana", secret)
        #expect(try send(made).status == 204)
        #expect(try portal.store.passkeys().isEmpty)
        let other = try Device().registration(offer: offer, row: row, operator: "ana", secret)
        try portal.refused(409) { try send(other) }
        let taken = try portal.store.acceptPasskey(offer, by: .cli("test"))
        #expect(taken.operator.text == "ana" && taken.relyingParty == "portal.example")
    }

    /// A stolen web tier that swaps the key has no code for its own.
    @Test func aSwappedKeyIsRefused() throws {
        let made = try Device().registration(
            offer: offer, row: row, operator: "ana", Random.bytes(32))
        try portal.refused(403) { try send(made) }
        let mine = try Device().registration(offer: offer, row: row, operator: "ana", secret)
        let theirs = try Device().registration(offer: offer, row: row, operator: "ana", secret)
        // The code of one passkey with the attestation of another.
        let code = try #require(mine.firstMatch(of: /"code": "[^"]*"/)).output
        let other = try #require(theirs.firstMatch(of: /"code": "[^"]*"/)).output
        try portal.refused(403) { try send(theirs.replacing(other, with: code)) }
        // A code that is wrong uses nothing up.
        #expect(try send(mine).status == 204)
    }

    @Test func anotherOperatorsCodeIsRefused() throws {
        let made = try Device().registration(offer: offer, row: row, operator: "ben", secret)
        try portal.refused(403) { try send(made) }
    }

    @Test func theRulesHoldForARegistrationToo() throws {
        for broken in 0..<4 {
            var device = Device()
            switch broken {
            case 0: device.origin = "https://portal.example:8443"
            case 1: device.relyingParty = "example"
            case 2: device.flags = 0b0000_0001
            default: device.flags = 0b0000_0100
            }
            let made = try device.registration(
                offer: offer, row: row, operator: "ana", secret)
            try portal.refused(400) { try send(made) }
        }
    }

    @Test func anOfferLivesForTenMinutes() throws {
        let made = try Device().registration(offer: offer, row: row, operator: "ana", secret)
        portal.pass(601)
        try portal.refused(404) { try send(made) }
        try portal.refused(404) { try portal.send("GET", "/passkeys/offers/\(offer)") }
    }
}
