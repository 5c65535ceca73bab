import PuertoCore
import PuertoStore
import PuertoVault
import Synchronization
import TestSupport
import Testing
import Windmill

@testable import PuertoJobs
@testable import WindmillScripts

/// A client with an open Windmill, files of its scripts, and a job that pushes them.
final class JobBench: Sendable {
    let server: ModelServer
    let store: Store
    let folder: Folder
    let slug: Slug
    let world: JobWorld
    let lines = Mutex<[String]>([])
    static let data = InstanceData(system: "7301", database: 16_384)

    init(_ files: [String: String]) throws {
        server = try ModelServer()
        folder = try Folder(files)
        slug = try Slug("acme")
        let vault = try Vault(KeyRing.make(.master, named: "k1"), current: "k1")
        var options = Store.Options()
        options.keeper = Keeper(
            digestLine: { _, _ in [UInt8](repeating: 1, count: 32) },
            generate: { field, place in
                try vault.sealed(Secret("the password of \(field.rawValue)"), at: place)
            },
            sealPage: { _ in throw PuertoError(.unsupported, "no pages here") })
        let path = folder.path + "/puerto.db"
        try Store.create(path, options: options) {
            try $0.initialize(
                PuertoCore.Configuration(
                    agency: Agency(
                        name: "Faro", locale: .es, languages: [.es], currency: try Currency("USD")),
                    url: .local, hosts: [Host(name: try Slug("local"), address: "localhost")],
                    ports: .standard, plans: []), by: .cli("test"))
        }
        store = try Store.open(path, options: options)
        _ = try store.addTenant(
            TenantDraft(slug: slug, name: "Acme, S.A."), language: .en, by: .cli("test"))
        world = JobWorld(
            store: store, vault: vault, settings: .standard, home: try Slug("local"),
            url: { "https://\($0.slug).example/" }, stacks: folder.path + "/stacks",
            engine: { throw PuertoError(.io, "no engine here") }, rebuild: { "" })
        try work(.provision) { lease in
            _ = try store.instanceWorkspace("acme", lease)
            try store.markFilled(
                [
                    .postgres: VolumeMark(
                        name: "p", system: "7301", major: 16, isSeen: true, filledAt: 1)
                ], lease)
            try store.recordInstanceSecret(.token, lease) {
                try vault.sealed(Secret("testing-token"), at: $0)
            }
            try store.recordSecured(JobBench.data, lease)
            try store.setStatus(.ready, reason: nil, lease)
        }
    }

    func stack() throws -> Stack { try world.stack(slug) }

    func scripts() throws -> ClientScripts { try world.scripts(of: stack(), at: server.client) }

    /// Runs the body as a job does, under its lease, and ends the job.
    func work(
        _ action: Action = .scripts, _ parameters: JobParameters = JobParameters(),
        _ body: (Lease) throws -> Void
    ) throws {
        let lease = try lease(action, parameters)
        defer { try? store.finish(lease) }
        try body(lease)
    }

    private func lease(_ action: Action, _ parameters: JobParameters) throws -> Lease {
        var request = JobRequest(action, slug, by: .cli("test"))
        request.parameters = parameters
        _ = try store.enqueue(request)
        return try #require(
            try store.claim(for: LeaseHolder("test"), watch: HolderWatch { _ in false }))
    }

    /// Runs the steps of a push. The job ends whatever they throw.
    func push(_ parameters: JobParameters = JobParameters()) async throws {
        let lease = try lease(.scripts, parameters)
        let recorded = recorded(lease)
        defer { try? store.finish(lease) }
        try await recorded.lookAtAll()
        try await recorded.push()
        try recorded.record(stack())
    }

    /// Records the version of the files, as the last step does.
    func record() throws {
        try work { try recorded($0).record(stack()) }
    }

    /// Runs the step of a start.
    func make() async throws {
        let lease = try lease(.provision, JobParameters())
        defer { try? store.finish(lease) }
        try await recorded(lease).make(stack())
    }

    private func recorded(_ lease: Lease) -> RecordedScripts {
        RecordedScripts(
            world: world, lease: lease, look: { [self] in try scripts() },
            say: { [self] line in lines.withLock { $0.append(line) } })
    }

    func facts() throws -> ScriptFacts { try store.scripts(of: stack().facts.id) }
}
