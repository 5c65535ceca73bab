import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct CredentialTests {
    private func ready(_ workshop: Workshop) throws -> Store {
        let store = try workshop.make()
        var draft = try TenantDraft.make("acme", status: .ready)
        draft.contact.email = "eva@acme.example"
        try store.add(draft)
        return store
    }

    @discardableResult
    private func set(_ store: Store, _ value: String, _ field: CredentialField = .app) throws
        -> CredentialFact
    {
        try store.setCredential(
            Slug("acme"), field, isGenerated: false, by: .cli("test")
        ) { .pretend(value, $0) }
    }

    private func custody(_ store: Store) throws -> Custody {
        try #require(try store.fleet().custody[Slug("acme")])
    }

    private func actions(_ store: Store) throws -> [String] {
        try store.auditEntries(100).map(\.action)
    }

    @Test(arguments: [Tenant.Status.draft, .provisioning])
    func aNewSystemGetsPasswords(status: Tenant.Status) throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        try store.add(.make("acme", status: status))
        let facts = try store.credentials(of: Slug("acme"))
        #expect(facts.map(\.field) == CredentialField.allCases)
        #expect(facts.allSatisfy { $0.isGenerated && $0.version == 1 })
        #expect(
            try store.auditEntries(1)[0].detail.hasSuffix(
                "credentials: app, postgres, redis generated"))
    }

    @Test(arguments: [Tenant.Status.ready, .degraded, .suspended, .archived])
    func aSystemThatRunsAlreadyHasItsOwn(status: Tenant.Status) throws {
        let store = try Workshop().make()
        try store.add(.make("acme", status: status))
        #expect(try store.credentials(of: Slug("acme")).isEmpty)
    }

    @Test func theBaseSystemHasNoCredentials() throws {
        let store = try Workshop().make()
        #expect(try store.credentials(of: Slug("base")).isEmpty)
    }

    @Test func aNewValueIsANewVersionInTheSamePlace() throws {
        let workshop = try Workshop()
        let store = try ready(workshop)
        try set(store, "one")
        let first = try store.allSecrets()
        let fact = try set(store, "two")
        let second = try store.allSecrets()
        #expect(fact.version == 2)
        #expect(second.map(\.text) == ["two"])
        #expect(second[0].place.secretID == first[0].place.secretID)
        #expect(second[0].place.version == 2)
        #expect(
            try store.auditEntries(1)[0].detail
                == "field: app\nfingerprint: VERS-0001 → VERS-0002\nvalue: given")
    }

    @Test func aFailedSealingChangesNothing() throws {
        let workshop = try Workshop()
        let store = try ready(workshop)
        try set(store, "one")
        let before = (try store.allSecrets(), try actions(store))
        #expect(throws: PuertoError.self) {
            try store.setCredential(Slug("acme"), .app, isGenerated: false, by: .cli("test")) { _ in
                throw PuertoError(.io, "no")
            }
        }
        #expect(try store.allSecrets() == before.0)
        #expect(try actions(store) == before.1)
    }

    /// Statements that try to replace a credential.
    @Test(arguments: [
        "UPDATE credential SET ciphertext = zeroblob(20)",
        "UPDATE credential SET nonce = zeroblob(12)",
        "UPDATE credential SET version = version - 1",
        "UPDATE credential SET field = 'redis'",
        "UPDATE credential SET secret_id = 'ffffffffffffffffffffffffffffffff'",
        "UPDATE credential SET nonce = zeroblob(16), version = version + 1",
        "UPDATE credential SET wrap_nonce = zeroblob(11)",
        "UPDATE credential SET wrapped_key = zeroblob(32)",
        """
        INSERT OR REPLACE INTO credential SELECT tenant, field, secret_id, version, set_at, origin,
            fingerprint, kid, wrap_nonce, wrapped_key, nonce, zeroblob(20) FROM credential
        """,
        """
        INSERT INTO credential SELECT 0, field, secret_id, version, set_at, origin,
            fingerprint, kid, wrap_nonce, wrapped_key, nonce, ciphertext FROM credential
        """,
    ])
    func aValueDoesNotChangeWithoutItsVersion(sql: String) throws {
        let workshop = try Workshop()
        let store = try ready(workshop)
        try set(store, "one")
        let before = try store.allSecrets()
        #expect(throws: DatabaseError.self) {
            try workshop.raw().write { try $0.execute(sql: sql) }
        }
        #expect(try store.allSecrets() == before)
    }

    @Test func nothingIsShownWhenTheHistoryCannotBeWritten() throws {
        let workshop = try Workshop()
        let store = try ready(workshop)
        try set(store, "one")
        try store.close()
        // This connection's disk is full.
        let full = try workshop.open()
        try full.queue.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        var shown: [String] = []
        var failures = 0
        for _ in 0..<400 {
            do {
                shown.append(
                    try full.revealCredential(
                        Slug("acme"), .app, to: "terminal", by: .cli("test")
                    ) { $0.text })
            } catch { failures += 1 }
        }
        let entries = try full.auditEntries(10_000).count { $0.action == "credential.show" }
        #expect(failures > 0)
        #expect(shown.count == entries, "each that was shown is written down")
    }

    @Test func aValueThatDoesNotOpenIsRecorded() throws {
        let workshop = try Workshop()
        let store = try ready(workshop)
        try set(store, "one")
        let code = code {
            try store.revealCredential(
                Slug("acme"), .app, to: "terminal", by: .cli("test")
            ) { _ -> String in throw PuertoError(.undecryptable, "no") }
        }
        #expect(code == .undecryptable)
        let entry = try store.auditEntries(1)[0]
        #expect(entry.action == "secret.undecryptable" && entry.outcome == .failed)
        #expect(try store.allSecrets().count == 1)
    }

    @Test func aMissingValueSaysHowToRecordIt() throws {
        let store = try ready(try Workshop())
        let text = message {
            try store.revealCredential(Slug("acme"), .redis, to: "file", by: .cli("x")) { $0.text }
        }
        #expect(text?.contains("puerto credential set acme redis < FILE") == true)
    }

    @Test func removingATenantDeletesItsSecrets() throws {
        let workshop = try Workshop()
        let store = try ready(workshop)
        try set(store, "one")
        _ = try store.issueHandoff(Slug("acme"), passphrase: .words, by: .cli("x")) {
            .pretend("p", $0)
        }
        for foreignKeys in [true, false] {
            try workshop.raw(foreignKeys: foreignKeys).write { db in
                try db.execute(sql: "DELETE FROM tenant WHERE slug = 'acme'")
            }
            #expect(try store.allSecrets().isEmpty)
        }
        #expect(try store.fleet().custody.values.allSatisfy { $0.handoff == nil })
    }

    @Test func aStoreWithoutKeysOnlyReads() throws {
        let workshop = try Workshop()
        _ = try ready(workshop)
        let store = try Store.open(workshop.path)
        #expect(try store.fleet().tenants.count == 2)
        #expect(code { try store.add(.make("b")) } == .unsupported)
        #expect(code { try store.recordRefusal("x", "", [], by: .cli("x")) } == .unsupported)
    }
}

extension Store {
    func allSecrets() throws -> [StoredSecret] {
        var all: [StoredSecret] = []
        _ = try eachSecret { all.append($0) }
        return all
    }
}
