import PuertoCore
import PuertoStore
import PuertoVault
import ServerSupport
import Synchronization
import TestSupport
import Testing
import Windmill
import WindmillSetup

@testable import PuertoJobs

/// Records of one client, a job that works on it, and a model of its Windmill.
final class RecordedBench: Sendable {
    let model = ModelInstance()
    let server: ScriptedServer
    let store: Store
    let world: JobWorld
    let lease: Lease
    let slug: Slug
    let lines = Mutex<[String]>([])
    /// The servers at which each look has found the instance.
    let found = Mutex<[ScriptedServer]>([])
    private let moves: Bool
    private let temporary: TemporaryFolder

    /// With `moves` each look finds the server at another address.
    init(
        _ slug: String = "acme", email: String? = "Ana@acme.mx",
        password: String = "the password of app", moves: Bool = false
    ) throws {
        self.moves = moves
        temporary = try TemporaryFolder("recorded")
        server = try model.server()
        self.slug = try Slug(slug)
        let vault = try Vault(KeyRing.make(.master, named: "k1"), current: "k1")
        var options = Store.Options()
        options.keeper = Keeper(
            digestLine: { _, _ in [UInt8](repeating: 1, count: 32) },
            generate: { field, place in
                let again = place.version > 1 ? " \(place.version)" : ""
                let value = field == .app ? password : "the password of \(field.rawValue)"
                return try vault.sealed(Secret(value + again), at: place)
            },
            sealPage: { _ in throw PuertoError(.unsupported, "no pages here") })
        let path = temporary.path + "/puerto.db"
        try Store.create(path, options: options) {
            try $0.initialize(
                PuertoCore.Configuration(
                    agency: Agency(
                        name: "Faro", locale: .es, languages: [.es], currency: try Currency("USD")),
                    url: .local, hosts: [Host(name: try Slug("local"), address: "localhost")],
                    ports: .standard, plans: []), by: .cli("test"))
        }
        store = try Store.open(path, options: options)
        var draft = TenantDraft(slug: self.slug, name: "Acme, S.A.")
        draft.contact = Contact(name: "Ana", email: email)
        _ = try store.addTenant(draft, language: .en, by: .cli("test"))
        _ = try store.enqueue(JobRequest(.provision, self.slug, by: .cli("test")))
        lease = try #require(
            try store.claim(for: LeaseHolder("test"), watch: HolderWatch { _ in false }))
        try store.markFilled(
            [
                .postgres: VolumeMark(
                    name: "p", system: "7301", major: 16, isSeen: true, filledAt: 1)
            ], lease)
        world = JobWorld(
            store: store, vault: vault, settings: .standard, home: try Slug("local"),
            url: { "http://\($0.slug).localhost:8001/" }, stacks: temporary.path + "/stacks",
            engine: { throw PuertoError(.io, "no engine here") }, rebuild: { "" })
    }

    var recorded: RecordedSetup { recorded() }

    func recorded(
        database: (any TenantDatabase)? = nil, settings: EngineSettings = .standard
    ) -> RecordedSetup {
        RecordedSetup(
            store: store, vault: world.vault, lease: lease,
            look: { [self] in try instance(database: database, settings: settings) },
            say: { [self] line in lines.withLock { $0.append(line) } })
    }

    func stack() throws -> Stack { try world.stack(slug) }

    func instance(
        database: (any TenantDatabase)? = nil, settings: EngineSettings = .standard
    ) throws -> Instance {
        let server = try moves ? model.server() : self.server
        found.withLock { $0.append(server) }
        let client = try WindmillClient(
            WindmillInstance(host: "127.0.0.1", port: server.port), limits: .patient)
        let stack = try stack()
        return try stack.instance(
            at: client, database: database, url: world.url(stack.tenant), settings: settings,
            patience: .seconds(3600), pause: .milliseconds(1))
    }

    static let data = InstanceData(system: "7301", database: 16_384)

    /// The setup as a job does it, from its first step to its last.
    func setUp(
        _ data: InstanceData = RecordedBench.data, database: (any TenantDatabase)? = nil,
        settings: EngineSettings = .standard
    ) async throws {
        _ = try store.instanceWorkspace(slug.workspaceID, lease)
        if try stack().facts.instance.secrets[.administrator] == nil {
            try recorded.sealAdministrator()
        }
        let recorded = recorded(database: database, settings: settings)
        try await recorded.secure(data)
        try await recorded.setUp()
        _ = try await recorded.smoke()
    }

    /// Every secret that is recorded, opened.
    func secrets() throws -> [String] {
        var secrets: [String] = []
        _ = try store.eachSecret {
            let opened = try world.vault.open($0.sealed, at: $0.place)
            secrets.append(String(decoding: opened.reveal(), as: UTF8.self))
        }
        return secrets
    }
}
