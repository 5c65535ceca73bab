import GRDB
import PuertoCore
import Testing

@testable import PuertoStore

/// The secrets of programs: what they allow is looked at where jobs are queued.
@Suite struct HookSecretTests {
    private let workshop: Workshop
    private let store: Store

    init() throws {
        workshop = try Workshop()
        store = try workshop.make()
        for slug in ["acme", "other"] { try store.add(.make(slug, status: .ready)) }
    }

    private func add(_ name: String, _ offer: HookSecretOffer) throws -> SealedHookSecret {
        let name = try Slug(name)
        try store.addHookSecret(name, offer, by: .cli("test")) { _ in
            ([UInt8](repeating: 1, count: 12), [UInt8](repeating: 2, count: 48))
        }
        return try #require(store.hookSecrets().first { $0.secret.name == name })
    }

    private func outcome(
        _ action: Action, _ slug: String = "acme", _ parameters: JobParameters = JobParameters(),
        by secret: SealedHookSecret
    ) throws -> PuertoError? {
        var request = JobRequest(action, try Slug(slug), by: .hook(secret.secret.name))
        request.parameters = parameters
        do {
            _ = try store.enqueue(request, signed: "1", by: secret)
            return nil
        } catch let error as PuertoError { return error }
    }

    @Test func anActionOutsideOfTheListIsRefusedInTheTransaction() throws {
        let secret = try add("ci", HookSecretOffer(tenant: nil, endsAt: nil))
        let error = try outcome(.suspend, by: secret)
        #expect(error?.code == .protected)
        #expect(error?.message == "'ci' may not ask for suspend, only for restart, reconcile")
        #expect(try outcome(.archive, by: secret)?.code == .protected)
        #expect(try store.jobs().isEmpty)
        let lines = try store.auditEntries(2)
        #expect(lines.allSatisfy { $0.outcome == .refused && $0.action == "job.add" })
        #expect(try outcome(.restart, by: secret) == nil)
    }

    /// A signature may have been verified before the secret ended or lost an action.
    @Test func whatCountsIsTheSecretOfNow() throws {
        let secret = try add("ci", HookSecretOffer(tenant: nil, endsAt: nil))
        try store.revokeHookSecret(Slug("ci"), after: 0, by: .cli("test"))
        #expect(try outcome(.restart, by: secret)?.message == "the hook secret 'ci' has ended")
        let other = try add("cd", HookSecretOffer(tenant: nil, endsAt: nil))
        try workshop.raw().write { try $0.execute(sql: "DELETE FROM hook_secret_right") }
        #expect(
            try outcome(.restart, by: other)?.message
                == "'cd' may not ask for restart, only for nothing")
        #expect(try store.jobs().isEmpty)
    }

    @Test func aSecretOfOneClientActsForNoOther() throws {
        let secret = try add("ci", HookSecretOffer(tenant: Slug("acme"), endsAt: nil))
        #expect(try outcome(.restart, "other", by: secret)?.code == .protected)
        #expect(try outcome(.restart, by: secret) == nil)
    }

    /// Its containers run the images of the record, and data are not given up.
    @Test(arguments: [
        "image.redis: redis:7.4.5", "new-data: yes", "plan: abcd", "allow-downgrade: yes",
        "prune: yes",
    ])
    func parametersOfOperatorsAreRefused(text: String) throws {
        let secret = try add("ci", HookSecretOffer(tenant: nil, endsAt: nil))
        let error = try outcome(.reconcile, "acme", JobParameters(text), by: secret)
        #expect(error?.code == .protected)
        #expect(try store.jobs().isEmpty)
    }

    @Test func noSecretIsMadeForWhatAnOperatorApproves() throws {
        for action in Action.allCases {
            let offer = HookSecretOffer(tenant: nil, actions: [.restart, action], endsAt: nil)
            let isMade = (try? add("may-\(action.rawValue)", offer)) != nil
            #expect(isMade == HookSecretOffer.possibleActions.contains(action), "\(action)")
            let isApproved: Set<Action> = [.archive, .upgrade, .rotate, .scripts]
            #expect(isMade != isApproved.contains(action), "\(action)")
        }
        #expect(throws: PuertoError.self) {
            try add("none", HookSecretOffer(tenant: nil, actions: [], endsAt: nil))
        }
    }

    @Test(arguments: ["archive", "upgrade", "purge", ""])
    func theDatabaseKeepsNoOtherAction(action: String) throws {
        _ = try add("ci", HookSecretOffer(tenant: nil, endsAt: nil))
        #expect(throws: DatabaseError.self) {
            try workshop.raw().write {
                try $0.execute(
                    sql: "INSERT INTO hook_secret_right SELECT id, ? FROM hook_secret",
                    arguments: [action])
            }
        }
    }

    @Test func secretsOfAnOlderDatabaseKeepWhatTheyCould() throws {
        let workshop = try Workshop(hosts: ["local", "second"])
        let index = try #require(Migrations.all.firstIndex(of: Migrations.rights))
        try MigrationTests().old(workshop, version: index)
        let raw = try workshop.raw()
        try raw.write { db in
            try db.execute(
                sql: """
                    INSERT INTO hook_secret (name, tenant, nonce, ciphertext, added_at, ends_at)
                    VALUES ('any', NULL, zeroblob(12), zeroblob(48), 1, NULL),
                        ('own', 3, zeroblob(12), zeroblob(48), 2, 1800000000)
                    """)
        }
        try raw.close()
        let secrets = try workshop.open().hookSecrets().map(\.secret)
        let own: Set<Action> = [.provision, .suspend, .resume, .restart, .rotate, .reconcile]
        #expect(secrets.map(\.name.text) == ["any", "own"])
        #expect(secrets.map(\.actions) == [own.union([.build]), own])
        #expect(secrets.map(\.endsAt) == [nil, 1_800_000_000])
    }
}
