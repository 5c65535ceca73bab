import PuertoCore
import TestSupport
import Testing

@testable import PuertoVault

/// Secrets at rest: each opens in its own place, under its own key, whole or not at all.
@Suite struct VaultTests {
    private let ring: KeyRing
    private let vault: Vault
    private let place = SecretPlace(tenant: "7", field: "app", secretID: "ab12", version: 3)
    private let secret = Secret("s3cr3t ñ")

    init() throws {
        ring = try .make(.master)
        vault = try Vault(ring)
    }

    @Test(arguments: [0, 1, 31, 1024, 65_536])
    func aSecretOfAnyLengthComesBack(count: Int) throws {
        let secret = Secret((0..<count).map { UInt8(truncatingIfNeeded: $0) })
        #expect(try vault.open(vault.seal(secret, at: place), at: place) == secret)
    }

    @Test(arguments: [
        SecretPlace(tenant: "8", field: "app", secretID: "ab12", version: 3),
        SecretPlace(tenant: "7", field: "redis", secretID: "ab12", version: 3),
        SecretPlace(tenant: "7", field: "app", secretID: "ab13", version: 3),
        SecretPlace(tenant: "7", field: "app", secretID: "ab12", version: 2),
        // The same letters, cut elsewhere.
        SecretPlace(tenant: "7a", field: "pp", secretID: "ab12", version: 3),
    ])
    func inAnotherPlaceItDoesNotOpen(other: SecretPlace) throws {
        let sealed = try vault.seal(secret, at: place)
        #expect(code { try vault.open(sealed, at: other) } == .undecryptable)
    }

    @Test func noPartOfItMayBeAnothersOrChanged() throws {
        let (one, two) = (try vault.seal(secret, at: place), try vault.seal(secret, at: place))
        func mixed(
            kid: String? = nil, wrapNonce: [UInt8]? = nil, wrappedKey: [UInt8]? = nil,
            nonce: [UInt8]? = nil, ciphertext: [UInt8]? = nil
        ) -> SealedSecret {
            SealedSecret(
                kid: kid ?? one.kid, wrapNonce: wrapNonce ?? one.wrapNonce,
                wrappedKey: wrappedKey ?? one.wrappedKey, nonce: nonce ?? one.nonce,
                ciphertext: ciphertext ?? one.ciphertext)
        }
        func flipped(_ bytes: [UInt8]) -> [[UInt8]] {
            bytes.indices.map { index in
                var changed = bytes
                changed[index] ^= 1
                return changed
            }
        }
        var forged = [
            mixed(kid: "k2"), mixed(wrapNonce: two.wrapNonce), mixed(wrappedKey: two.wrappedKey),
            mixed(wrapNonce: two.wrapNonce, wrappedKey: two.wrappedKey), mixed(nonce: two.nonce),
            mixed(ciphertext: two.ciphertext), mixed(nonce: two.nonce, ciphertext: two.ciphertext),
            mixed(nonce: [UInt8](repeating: 0, count: 12)), mixed(nonce: one.nonce + [0, 0, 0, 0]),
            mixed(wrapNonce: [UInt8](repeating: 0, count: 16)), mixed(ciphertext: []),
            mixed(ciphertext: Array(one.ciphertext.dropLast(8))), mixed(wrappedKey: []),
        ]
        forged += flipped(one.ciphertext).map { mixed(ciphertext: $0) }
        forged += flipped(one.wrappedKey).map { mixed(wrappedKey: $0) }
        for sealed in forged {
            #expect(code { try vault.open(sealed, at: place) } == .undecryptable)
            // Wrapping anew looks at the key alone: whole, it may go with either ciphertext.
            let isWhole = [one, two].contains {
                sealed.kid == $0.kid && sealed.wrapNonce == $0.wrapNonce
                    && sealed.wrappedKey == $0.wrappedKey
            }
            #expect(
                code { try vault.rewrap(sealed, at: place) } == (isWhole ? nil : .undecryptable))
        }
    }

    @Test func aThousandSealingsOfTheSameShareNothing() throws {
        var seen: Set<[UInt8]> = []
        for _ in 0..<1000 {
            let sealed = try vault.seal(secret, at: place)
            for part in [sealed.nonce, sealed.wrapNonce, sealed.wrappedKey, sealed.ciphertext] {
                #expect(seen.insert(part).inserted)
            }
        }
    }

    @Test func anotherMasterKeyOpensNothing() throws {
        let sealed = try vault.seal(secret, at: place)
        let other = try Vault(.make(.master))
        #expect(code { try other.open(sealed, at: place) } == .undecryptable)
    }

    @Test func aRotationWrapsTheKeyAnewAndLeavesTheCiphertext() throws {
        let sealed = try vault.seal(secret, at: place)
        let rotated = try ring.rotated()
        #expect(rotated.keys.map(\.id) == ["k2", "k1"])
        let next = try Vault(rotated)
        let wrapped = try next.rewrap(sealed, at: place)
        #expect(wrapped.kid == "k2" && wrapped.ciphertext == sealed.ciphertext)
        #expect(try Vault(rotated.without("k1")).open(wrapped, at: place) == secret)
        #expect(try next.open(sealed, at: place) == secret)
    }

    @Test func aFingerprintTellsValuesApartAndNeedsTheKey() throws {
        func print(_ vault: Vault, _ text: String, _ tenant: String = "7", _ field: String = "app")
            -> String
        {
            vault.fingerprint(Secret(text), tenant: tenant, field: field)
        }
        let other = try Vault(.make(.master))
        let prints = [
            print(vault, "a"), print(vault, "b"), print(vault, "a", "8"),
            print(vault, "a", "7", "redis"), print(other, "a"),
        ]
        #expect(Set(prints).count == prints.count)
        #expect(print(vault, "a") == prints[0])
        #expect(prints.allSatisfy { $0.wholeMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}/) != nil })
    }

    @Test func aSecretIsNotPrintedDumpedOrDescribed() {
        var dumped = ""
        dump(["secret": secret], to: &dumped)
        dump(PagePayload(url: "u", user: "n", password: secret), to: &dumped)
        let texts = [
            "\(secret)", String(describing: secret), String(reflecting: secret), dumped,
            "\(Optional(secret) as Any)", "\([secret])",
            "\(NamedKey(id: "k1", secret: secret))",
            "\(PagePayload(url: "u", user: "n", password: secret))",
        ]
        for text in texts {
            #expect(!text.contains("s3cr3t"))
            #expect(!text.contains("115"), "its first byte: \(text)")
        }
    }
}
