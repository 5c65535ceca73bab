import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct InstanceTests {
    let workshop: Workshop
    let store: Store
    let lease: Lease

    init() throws {
        workshop = try Workshop()
        store = try workshop.make(clients: "a", "b")
        try store.ask(.restart, "a")
        lease = try #require(try store.claim(by: "one"))
    }

    private func facts() throws -> InstanceFacts { try store.stack(of: Slug("a")).instance }

    private func next(_ value: String, _ field: InstanceSecret = .administrator) throws
        -> StoredSecret
    {
        try store.nextInstanceSecret(field, lease) { .pretend(value, $0) }
    }

    private static func mark(_ system: String?) -> VolumeMark {
        VolumeMark(name: "p", system: system, major: 16, isSeen: true, filledAt: 1)
    }

    @Test func aValueIsMadeOnceBesideTheOneInUse() throws {
        let first = try next("one")
        #expect(try next("two") == first && first.text == "one")
        #expect(try facts().secrets.isEmpty && facts().next == [.administrator: first])
        try store.promoteInstanceSecret(.administrator, lease)
        try store.promoteInstanceSecret(.administrator, lease)
        #expect(try facts().secrets == [.administrator: first] && facts().next.isEmpty)
        let second = try next("two")
        #expect(second.place.version == 2 && second.place.secretID == first.place.secretID)
        #expect(try facts().secrets == [.administrator: first])
        try store.promoteInstanceSecret(.administrator, lease)
        #expect(try facts().secrets == [.administrator: second] && facts().next.isEmpty)
        #expect(
            try store.history(3) == [
                "done job.add a", "done instance.secret a", "done instance.secret a",
            ])
        #expect(
            try store.auditEntries(1)[0].detail
                == "secret: administrator\nfingerprint: VERS-0001 → VERS-0002")
    }

    @Test func aValueThatTheServerHasMadeReplacesAllRecordedOnes() throws {
        _ = try next("one", .token)
        for value in ["two", "three"] {
            try store.recordInstanceSecret(.token, lease) { .pretend(value, $0) }
        }
        #expect(try facts().secrets[.token]?.text == "three" && facts().next.isEmpty)
        #expect(try facts().secrets[.token]?.place.version == 3)
        #expect(throws: PuertoError.self) {
            try store.recordInstanceSecret(.token, lease) { _ in throw PuertoError(.io, "no") }
        }
        #expect(try facts().secrets[.token]?.text == "three")
    }

    static let attacks = [
        "UPDATE instance_secret SET ciphertext = zeroblob(32)",
        "UPDATE instance_secret SET nonce = zeroblob(12)",
        "UPDATE instance_secret SET version = 9", "UPDATE instance_secret SET tenant = 2",
        "UPDATE instance_secret SET field = 'token'",
        "UPDATE instance_secret SET secret_id = lower(hex(randomblob(16)))",
        "UPDATE instance_secret SET is_next = 1",
        """
        INSERT OR REPLACE INTO instance_secret SELECT tenant, field, is_next, secret_id,
            version + 1, made_at, fingerprint, kid, wrap_nonce, wrapped_key, nonce, zeroblob(32)
            FROM instance_secret
        """,
        """
        INSERT OR REPLACE INTO instance_secret SELECT 2, field, is_next, secret_id, version,
            made_at, fingerprint, kid, wrap_nonce, wrapped_key, nonce, zeroblob(32)
            FROM instance_secret
        """,
        """
        INSERT INTO instance_secret SELECT 0, field, is_next, lower(hex(randomblob(16))), version,
            made_at, fingerprint, kid, wrap_nonce, wrapped_key, nonce, ciphertext
            FROM instance_secret
        """,
    ]

    @Test(arguments: attacks) func aValueThatMayBeInUseIsNotReplacedByAnyStatement(sql: String)
        throws
    {
        _ = try next("one")
        try store.promoteInstanceSecret(.administrator, lease)
        let before = try facts().secrets
        #expect(throws: DatabaseError.self) {
            try workshop.raw().write { try $0.execute(sql: sql) }
        }
        #expect(try facts().secrets == before)
    }

    @Test func anObservedStackHasNone() throws {
        try workshop.raw().write {
            try $0.execute(sql: "INSERT INTO observed (tenant, at) VALUES (2, 0)")
        }
        _ = try next("one")
        for sql in [
            """
            INSERT INTO instance_secret SELECT 2, field, is_next, lower(hex(randomblob(16))),
                version, made_at, fingerprint, kid, wrap_nonce, wrapped_key, nonce, ciphertext
                FROM instance_secret
            """, "INSERT INTO instance (tenant, workspace) VALUES (2, 'b')",
        ] {
            #expect {
                try workshop.raw().write { try $0.execute(sql: sql) }
            } throws: { "\($0)".contains("observed: ") }
        }
    }

    @Test func aNewMasterKeyWrapsThemAnewAndTheOldOneIsKeptUntilThen() throws {
        _ = try next("one")
        try store.promoteInstanceSecret(.administrator, lease)
        let two = try next("two")
        var seen: [String] = []
        let count = try store.eachSecret { seen.append($0.text) }
        #expect(Set(seen).isSuperset(of: ["one", "two"]))
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
        #expect(done.secrets == count)
        let facts = try facts()
        let both = [facts.secrets, facts.next].compactMap { $0[.administrator] }
        #expect(both.map(\.text) == ["one", "two"])
        #expect(both.map(\.sealed.kid) == ["k2", "k2"])
        #expect(both.map(\.sealed.wrappedKey.first) == [1, 2] && two.sealed.kid == "k1")
    }

    @Test func theWorkspaceKeepsItsFirstName() throws {
        #expect(try store.instanceWorkspace("a", lease) == "a")
        #expect(try store.instanceWorkspace("other", lease) == "a")
        #expect(try facts().workspace == "a")
        for sql in [
            "UPDATE instance SET workspace = 'b'", "UPDATE instance SET workspace = NULL",
            "UPDATE instance SET tenant = 2", "INSERT OR REPLACE INTO instance (tenant) VALUES (1)",
        ] {
            #expect {
                try workshop.raw().write { try $0.execute(sql: sql) }
            } throws: { "\($0)".contains("instance: a client keeps its workspace") }
        }
        #expect(try facts().workspace == "a")
    }

    @Test func aWindmillThatPuertoHasSetUpIsNotObserved() throws {
        _ = try store.instanceWorkspace("a", lease)
        try workshop.raw().write { try $0.execute(sql: "DELETE FROM lease; DELETE FROM job") }
        let sql = "INSERT INTO observed (tenant, at) VALUES (1, 0)"
        func observe() throws { try workshop.raw().write { try $0.execute(sql: sql) } }
        #expect(throws: (any Error).self) { try observe() }
        let adoption = Adoption(
            slug: try Slug("a"), name: "a", kind: .client, host: try Slug("local"),
            slot: try store.tenant(Slug("a")).slot,
            containers: try ObservedTests.containers("cyn_a", "a"), isExposed: true,
            isRecorded: true)
        #expect(
            message { try store.adopt([adoption], language: .es, by: .cli("test")) }?
                .hasPrefix("Puerto has made the stack of 'a'") == true)
        // Without the rows of its instance it could be.
        try workshop.raw().write { try $0.execute(sql: "DELETE FROM instance") }
        try observe()
    }

    private static func data(_ system: String, _ database: Int = 16_384) -> InstanceData {
        InstanceData(system: system, database: database)
    }

    @Test func otherDataAreNotSecured() throws {
        func isSecured(_ system: String = "7301", _ database: Int = 16_384) throws -> Bool {
            try store.stack(of: Slug("a")).isSecured(in: Self.data(system, database))
        }
        #expect(try !isSecured())
        try store.markFilled([.postgres: Self.mark("7301")], lease)
        #expect(try !isSecured())
        for _ in 0..<2 { try store.recordSecured(Self.data("7301"), lease) }
        #expect(try isSecured())
        // The database was dropped and made again.
        #expect(try !isSecured("7301", 16_999))
        #expect(try store.history(2) == ["done job.add a", "done instance.secure a"])
        #expect(try store.auditEntries(1)[0].detail == "system: 7301\ndatabase: 16384")
        #expect(try store.instanceWorkspace("a", lease) == "a")
        try store.giveUpVolumes([.postgres: "p"], lease)
        #expect(try !isSecured())
        try store.markFilled([.postgres: Self.mark("8888")], lease)
        #expect(try !isSecured() && !isSecured("8888"))
        try store.recordSecured(Self.data("8888"), lease)
        #expect(try isSecured("8888"))
        try store.markFilled([.postgres: Self.mark("9999")], replacing: true, lease)
        #expect(try !isSecured("8888"))
    }

    @Test func whatIsKnownOfALoginEndsWithItsData() throws {
        let value = SecretPlace(tenant: "1", field: "app", secretID: "a", version: 2)
        let login = InstanceLogin(email: "ana@acme.mx", value: value)
        func record() throws {
            try store.recordSecured(Self.data("7301"), lease)
            try store.recordInstanceLogin(login, lease)
            #expect(try facts().login == login && facts().secured == Self.data("7301"))
        }
        try record()
        try store.recordInstanceLogin(nil, lease)
        #expect(try facts().login == nil && facts().secured != nil)
        try record()
        try store.recordSecured(Self.data("7301", 16_999), lease)
        #expect(try facts().login == nil)
        try record()
        for _ in 0..<2 { try store.forgetSecured(lease) }
        #expect(try facts().login == nil && facts().secured == nil)
    }

    @Test func theWebTierReadsNone() throws {
        _ = try next("one")
        try store.recordSecured(Self.data("7301"), lease)
        let web = try Store.attach(workshop.path, options: workshop.options).store
        let facts = try web.stack(of: Slug("a")).instance
        #expect(facts.next.isEmpty && facts.secured == nil)
        #expect(try self.facts().next.count == 1)
    }

    @Test func whatRemovesAClientTakesThemAlong() throws {
        _ = try next("one")
        try store.recordSecured(Self.data("7301"), lease)
        try workshop.raw().write { try $0.execute(sql: "DELETE FROM lease") }
        try workshop.raw(foreignKeys: false).write {
            try $0.execute(sql: "DELETE FROM tenant WHERE id = 1")
            for table in ["instance", "instance_secret"] {
                #expect(try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") == 0)
            }
        }
    }
}
