import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoVault

/// Registrations and assertions of `Vectors/passkeys.json`. The keys and signatures are those of the
/// Python package `cryptography`, COSE and CBOR are of `fido2`; the package `webauthn` takes each
/// vector that is taken here.
private struct PasskeyVectors: Decodable {
    let relyingParty, origin, challenge: String
    let registrations: [Registration]
    let assertions: [Signed]
    let messages: Messages

    struct Registration: Decodable, CustomStringConvertible {
        let name, clientData, attestation: String
        let refusal, credential, publicKey, label: String?
        let isSynced: Bool?
        let signCount: Int?

        var description: String { name }
    }

    struct Signed: Decodable, CustomStringConvertible {
        let name, clientData, authenticatorData, signature, publicKey: String
        let algorithm: Int
        let refusal: String?
        let isSynced: Bool?
        let signCount: Int?

        var description: String { name }

        var assertion: Assertion {
            Assertion(
                clientData: [UInt8](hex: clientData),
                authenticatorData: [UInt8](hex: authenticatorData),
                signature: [UInt8](hex: signature))
        }

        func key() throws -> PasskeyKey {
            PasskeyKey(
                credential: [1], algorithm: try #require(PasskeyKey.Algorithm(rawValue: algorithm)),
                publicKey: [UInt8](hex: publicKey))
        }
    }

    struct Messages: Decodable {
        let approval, registration, code, credential, attestation: String
    }

    static func read() throws -> PasskeyVectors {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = Vectors.folder.appending(path: "passkeys.json")
        return try decoder.decode(PasskeyVectors.self, from: Data(contentsOf: file))
    }

    var party: RelyingParty { RelyingParty(id: relyingParty, origin: origin) }
}

/// A part of each error's message, by the name of its rule.
private let refusals = [
    "clientData": "are not the JSON of Web Authentication", "clientDataTwice": "a name twice",
    "type": "has the type 'webauthn.", "challenge": "to another challenge",
    "origin": "the portal is 'https://portal.faro.example:8443'", "crossOrigin": "from a frame",
    "authenticatorData": "cut, or something follows", "cbor": "not CBOR of CTAP2 at byte",
    "attestation": "no format, statement", "relyingParty": "than 'portal.faro.example'",
    "notPresent": "a person was present", "notVerified": "not verified the person",
    "backup": "synced and cannot be", "noKey": "no public key", "unaskedKey": "not asked for",
    "credential": "1 to 1023 bytes", "algorithm": "neither ES256 nor RS256",
    "key": "not one of its algorithm", "signature": "not of this passkey",
]

@Suite struct RelyingPartyTests {
    private let vectors: PasskeyVectors
    private let party: RelyingParty
    private let challenge: [UInt8]

    init() throws {
        vectors = try .read()
        party = vectors.party
        challenge = [UInt8](hex: vectors.challenge)
    }

    private func assertion(_ name: String) throws -> PasskeyVectors.Signed {
        try #require(vectors.assertions.first { $0.name == name })
    }

    private func register(_ made: PasskeyVectors.Registration) throws -> NewPasskey {
        try party.register(
            clientData: [UInt8](hex: made.clientData), attestation: [UInt8](hex: made.attestation),
            challenge: challenge)
    }

    @Test func registrationsAreTakenOrRefusedByTheirRule() throws {
        for made in vectors.registrations {
            if let refusal = made.refusal {
                let said = message { try register(made) }
                #expect(
                    said?.contains(try #require(refusals[refusal])) == true,
                    "\(made): \(said ?? "")")
                #expect(code { try register(made) } == .invalid, "\(made)")
                continue
            }
            let passkey = try register(made)
            #expect(passkey.key.credential.hex == made.credential, "\(made)")
            #expect(passkey.key.publicKey.hex == made.publicKey, "\(made)")
            #expect(passkey.label == made.label && passkey.isSynced == made.isSynced, "\(made)")
            #expect(passkey.signCount == made.signCount, "\(made)")
        }
    }

    @Test func assertionsAreTakenOrRefusedByTheirRule() throws {
        for made in vectors.assertions {
            let key = try made.key()
            if let refusal = made.refusal {
                let said = message {
                    try party.verify(made.assertion, challenge: challenge, by: key)
                }
                #expect(
                    said?.contains(try #require(refusals[refusal])) == true,
                    "\(made): \(said ?? "")")
                continue
            }
            let (count, isSynced) = try party.verify(made.assertion, challenge: challenge, by: key)
            #expect(count == made.signCount && isSynced == made.isSynced, "\(made)")
        }
    }

    @Test func everyRuleIsBrokenAndSaidInBothLanguages() throws {
        let broken = Set((vectors.registrations.map(\.refusal) + vectors.assertions.map(\.refusal)))
        #expect(broken.subtracting([nil]).count == refusals.count)
        for made in vectors.registrations where made.refusal != nil {
            do { _ = try register(made) } catch let error as PuertoError {
                #expect(error.spanish != nil && (error.hint == nil) == (error.spanish?.hint == nil))
            }
        }
    }

    @Test(arguments: ["es256", "rs256", "extensions"])
    func noBitOfAnAssertionChanges(name: String) throws {
        let made = try assertion(name)
        let (good, key) = (made.assertion, try made.key())
        func refuses(_ client: [UInt8], _ data: [UInt8], _ signature: [UInt8]) -> Bool {
            let other = Assertion(clientData: client, authenticatorData: data, signature: signature)
            return code { try party.verify(other, challenge: challenge, by: key) } == .invalid
        }
        let (client, data, signature) = (good.clientData, good.authenticatorData, good.signature)
        for place in client.indices { #expect(refuses(flip(client, place), data, signature)) }
        for place in data.indices { #expect(refuses(client, flip(data, place), signature)) }
        for place in signature.indices { #expect(refuses(client, data, flip(signature, place))) }
        for count in client.indices { #expect(refuses(Array(client[..<count]), data, signature)) }
        for count in data.indices { #expect(refuses(client, Array(data[..<count]), signature)) }
        for count in signature.indices {
            #expect(refuses(client, data, Array(signature[..<count])))
        }
        #expect(refuses(client, data, signature + [0]) && refuses(client + [32], data, signature))
        #expect(code { try party.verify(good, challenge: flip(challenge, 0), by: key) } == .invalid)
    }

    @Test func aCutAttestationIsRefusedAtEveryByte() throws {
        for made in vectors.registrations where made.refusal == nil {
            let whole = [UInt8](hex: made.attestation)
            for count in whole.indices {
                let cut = Array(whole[..<count])
                let client = [UInt8](hex: made.clientData)
                let refused = code {
                    try party.register(clientData: client, attestation: cut, challenge: challenge)
                }
                #expect(refused == .invalid, "\(made) at \(count)")
            }
        }
    }

    /// A mutation is refused, or says nothing of the rules: another model, id or count.
    @Test func tenThousandMutationsNeverCrash() throws {
        var random = Seeded(state: 7)
        for _ in 0..<10_000 {
            let made = try #require(vectors.registrations.randomElement(using: &random))
            let client = mutated([UInt8](hex: made.clientData), &random)
            let attestation = mutated([UInt8](hex: made.attestation), &random)
            for (client, attestation) in [
                (client, [UInt8](hex: made.attestation)),
                ([UInt8](hex: made.clientData), attestation),
            ] {
                let refused = code {
                    try party.register(
                        clientData: client, attestation: attestation, challenge: challenge)
                }
                #expect(refused == nil || refused == .invalid)
            }
            _ = try? AuthenticatorData(attestation)
            _ = try? CBOR.value(of: attestation)
        }
    }

    @Test func aKeyOfTheDatabaseThatIsNoneSignsNothing() throws {
        let good = try assertion("es256")
        for algorithm in PasskeyKey.Algorithm.allCases {
            for bytes in [[], [4], [UInt8](repeating: 4, count: 65), [0x30, 0x80]] {
                let key = PasskeyKey(credential: [1], algorithm: algorithm, publicKey: bytes)
                let refused = code {
                    try party.verify(good.assertion, challenge: challenge, by: key)
                }
                #expect(refused == .invalid)
            }
        }
    }

    @Test func whatIsSignedIsTheFrameOfItsParts() throws {
        let known = vectors.messages
        let ana = try Slug("ana")
        let approval = PasskeyMessages.approval(
            workspace: String(repeating: "0f", count: 16), id: String(repeating: "ab", count: 16),
            operatorRow: 3, act: "reveal", tenantRow: 7, tenant: try Slug("acme"),
            parameters: "field: app", plan: "", browserKey: [UInt8](repeating: 4, count: 65),
            nonce: [UInt8](repeating: 9, count: 32))
        #expect(approval.hex == known.approval)
        let registration = PasskeyMessages.registration(
            offer: String(repeating: "A", count: 22), relyingParty: party.id, operatorRow: 3)
        #expect(registration.hex == known.registration)
        let (attestation, credential) = (
            [UInt8](hex: known.attestation), [UInt8](hex: known.credential)
        )
        let secret = [UInt8](repeating: 11, count: 32)
        func isCode(_ code: [UInt8], _ credential: [UInt8], _ name: Slug, _ secret: [UInt8]) -> Bool
        {
            PasskeyMessages.isCode(
                code, of: attestation, credential: credential, operator: name, secret: secret)
        }
        let code = [UInt8](hex: known.code)
        #expect(isCode(code, credential, ana, secret))
        #expect(
            !isCode(flip(code, 0), credential, ana, secret) && !isCode([], credential, ana, secret))
        #expect(!isCode(code, flip(credential, 0), ana, secret))
        #expect(try !isCode(code, credential, Slug("eva"), secret))
        #expect(!isCode(code, credential, ana, flip(secret, 0)))
    }
}

private func flip(_ bytes: [UInt8], _ place: Int) -> [UInt8] {
    var bytes = bytes
    bytes[place] ^= 1 << UInt8(place % 8)
    return bytes
}

private func mutated(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 3))
        case 2 where place < bytes.count: bytes[place] = 0xFF
        case _ where place < bytes.count:
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case _: break
        }
    }
    return bytes
}

/// SplitMix64, so that a failure comes back.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
