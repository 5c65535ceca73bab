import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// A secret that is sealed under a retired key would open with no key that is left.
@Suite struct SealingKeyTests {
    let workshop: Workshop
    let store: Store
    let lease: Lease

    init() throws {
        workshop = try Workshop()
        store = try workshop.make(clients: "a", status: .draft)
        try workshop.raw().write {
            try $0.execute(sql: "UPDATE tenant SET status = 'ready' WHERE id = 1")
        }
        try store.ask(.rotate, "a", parameters: JobParameters(field: .redis))
        lease = try #require(try store.claim(by: "one"))
        let verifier = [UInt8](repeating: 1, count: 32)
        try store.adopt(
            [KeyMark(purpose: "master", name: "k1", verifier: verifier)], by: .cli("test"))
    }

    /// Rotates to `k2` and retires `k1`, which a worker of before still has.
    private func rotate() throws {
        _ = try store.rotateMasterKey(by: .cli("ana")) { _ in
            (
                KeyMark(
                    purpose: "master", name: "k2", verifier: [UInt8](repeating: 7, count: 32)),
                { secret in
                    SealedSecret(
                        kid: "k2", wrapNonce: secret.sealed.wrapNonce,
                        wrappedKey: secret.sealed.wrappedKey, nonce: secret.sealed.nonce,
                        ciphertext: secret.sealed.ciphertext)
                }
            )
        }
        try store.retireMasterKey("k1", by: .cli("ana"))
    }

    private func attempts(_ kid: String) -> [() throws -> Void] {
        let (store, lease) = (store, lease)
        return [
            {
                _ = try store.setCredential(
                    Slug("a"), .app, isGenerated: false, by: .cli("ana")
                ) { .pretend("x", $0, kid: kid) }
            },
            {
                _ = try store.nextInstanceSecret(.administrator, lease) {
                    .pretend("x", $0, kid: kid)
                }
            },
            { try store.recordInstanceSecret(.token, lease) { .pretend("x", $0, kid: kid) } },
        ]
    }

    @Test func aRetiredKeySealsNothing() throws {
        try rotate()
        let before = try store.allSecrets()
        // The keeper of the pretended worker seals under k1.
        let old = attempts("k1") + [{ _ = try store.recordNextCredential(.redis, lease) }]
        for attempt in old {
            #expect(code(attempt) == .conflict)
            #expect(
                message(attempt) == "the master key 'k1' is not in use any more "
                    + "(start puerto work again: it reads the keys when it starts)")
        }
        #expect(try store.allSecrets() == before)
        for attempt in attempts("k2") { try attempt() }
        #expect(try store.allSecrets().allSatisfy { $0.sealed.kid == "k2" })
    }

    @Test func noStatementSealsAnInstancesSecretUnderARetiredKey() throws {
        try rotate()
        for attempt in attempts("k2") { try attempt() }
        let before = try store.allSecrets()
        for sql in [
            "UPDATE instance_secret SET kid = 'k1'", "UPDATE instance_secret SET kid = 'k3'",
            """
            INSERT INTO instance_secret SELECT tenant, field, 1 - is_next,
                lower(hex(randomblob(16))), version, made_at, fingerprint, 'k1', wrap_nonce,
                wrapped_key, nonce, ciphertext FROM instance_secret
            """,
        ] {
            #expect {
                try workshop.raw().write { try $0.execute(sql: sql) }
            } throws: { "\($0)".contains("its master key is not in use") }
        }
        #expect(try store.allSecrets() == before)
    }
}
