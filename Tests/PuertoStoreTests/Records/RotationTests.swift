import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct RotationTests {
    /// Client `a` with generated credentials, and the lease of a rotation.
    private func begun(_ workshop: Workshop) throws -> (Store, Lease) {
        let store = try workshop.make(clients: "a", status: .draft)
        try workshop.raw().write {
            try $0.execute(sql: "UPDATE tenant SET status = 'ready' WHERE id = 1")
        }
        try store.ask(.rotate, "a", parameters: JobParameters(field: .redis))
        return (store, try #require(try store.claim(by: "one")))
    }

    private func facts(_ store: Store) throws -> StackFacts { try store.stack(of: Slug("a")) }

    @Test func aNewValueIsMadeOnceBesideTheOldOne() throws {
        let (store, lease) = try begun(try Workshop())
        let old = try facts(store).credentials[.redis]
        let next = try store.recordNextCredential(.redis, lease)
        #expect(try store.recordNextCredential(.redis, lease) == next)
        #expect(next.place.version == 2 && next.place.secretID == old?.place.secretID)
        #expect(try facts(store).credentials[.redis] == old)
        #expect(try facts(store).next == [.redis: next])
    }

    @Test func promotionReplacesTheOldValue() throws {
        let workshop = try Workshop()
        let (store, lease) = try begun(workshop)
        let next = try store.recordNextCredential(.redis, lease)
        try store.promoteCredential(.redis, lease)
        try store.promoteCredential(.redis, lease)
        #expect(try facts(store).credentials[.redis] == next && facts(store).next.isEmpty)
        #expect(try store.history(2) == ["done job.add a", "done credential.rotate a"])
        let line = try store.auditEntries(1)[0]
        #expect(
            line.detail
                == "field: redis\nfingerprint: VERS-0001 → VERS-0002\nvalue: generated")
        let fact = try store.credentials(of: Slug("a")).first { $0.field == .redis }
        #expect(fact?.version == 2 && fact?.isGenerated == true)
    }

    @Test func aValueThatMayBeInUseIsNotReplacedByAnyVerb() throws {
        let (store, lease) = try begun(try Workshop())
        _ = try store.recordNextCredential(.redis, lease)
        let before = try facts(store).credentials
        func set(_ field: CredentialField) throws {
            _ = try store.setCredential(
                Slug("a"), field, isGenerated: false, by: .cli("ana")
            ) { .pretend("other", $0) }
        }
        #expect(code { try set(.redis) } == .busy)
        #expect(
            message { try set(.redis) } == "the credential 'redis' of 'a' is being rotated "
                + "(puerto rotate a redis ends that)")
        #expect(try facts(store).credentials == before)
        try set(.postgres)
    }

    @Test(arguments: [
        "UPDATE credential_next SET ciphertext = zeroblob(32)",
        "UPDATE credential_next SET nonce = zeroblob(12)",
        "UPDATE credential_next SET version = 9", "UPDATE credential_next SET tenant = 2",
        "UPDATE credential_next SET field = 'postgres'",
        "UPDATE credential_next SET secret_id = lower(hex(randomblob(16)))",
        """
        INSERT OR REPLACE INTO credential_next SELECT tenant, field, secret_id, version, made_at,
            fingerprint, kid, wrap_nonce, wrapped_key, nonce, zeroblob(32) FROM credential_next
        """,
        """
        INSERT INTO credential_next SELECT 0, field, secret_id, version, made_at,
            fingerprint, kid, wrap_nonce, wrapped_key, nonce, ciphertext FROM credential_next
        """,
    ])
    func norByAnyStatement(sql: String) throws {
        let workshop = try Workshop()
        let (store, lease) = try begun(workshop)
        let next = try store.recordNextCredential(.redis, lease)
        #expect(throws: DatabaseError.self) {
            try workshop.raw().write { try $0.execute(sql: sql) }
        }
        #expect(try facts(store).next == [.redis: next])
    }

    @Test func aNewMasterKeyWrapsBothAnew() throws {
        let (store, lease) = try begun(try Workshop())
        let next = try store.recordNextCredential(.redis, lease)
        let count = try store.eachSecret { _ in }
        let done = try store.rotateMasterKey(by: .cli("ana")) { _ in
            (
                KeyMark(
                    purpose: "master", name: "k2", verifier: [UInt8](repeating: 7, count: 32)),
                { secret in
                    SealedSecret(
                        kid: "k2", wrapNonce: [UInt8](repeating: 3, count: 12),
                        wrappedKey: [UInt8](repeating: UInt8(secret.place.version), count: 48),
                        nonce: secret.sealed.nonce, ciphertext: secret.sealed.ciphertext)
                }
            )
        }
        #expect(done.name == "k2" && done.secrets == count)
        let facts = try facts(store)
        #expect(facts.credentials.values.allSatisfy { $0.sealed.kid == "k2" })
        #expect(facts.credentials[.redis]?.sealed.wrappedKey == [UInt8](repeating: 1, count: 48))
        #expect(facts.next[.redis]?.sealed.wrappedKey == [UInt8](repeating: 2, count: 48))
        #expect(facts.next[.redis]?.sealed.ciphertext == next.sealed.ciphertext)
        try store.promoteCredential(.redis, lease)
        #expect(try self.facts(store).credentials[.redis]?.text == "generated redis")
    }
}
