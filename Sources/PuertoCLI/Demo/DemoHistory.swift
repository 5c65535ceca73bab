import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore
import PuertoVault

/// Plays the demo's script: every change is made by the method of the store that a verb, the worker
/// or a reader of a link would call, at the demo's time.
struct DemoHistory {
    let store: Store
    let vault: Vault
    let configuration: PuertoCore.Configuration
    let clock: DemoClock
    let script: DemoScript
    let url: @Sendable (Tenant) -> String
    private let worker: DemoWorker
    private var engine: DemoEngine
    private var links: [Slug: OneTimeLink] = [:]
    /// The numbers that the engine's objects of each client would carry.
    private var numbers: [Slug: Int] = [:]

    /// The owner of the agency, who does what people do.
    static let owner = Actor.cli("jimena")

    init(
        of workspace: Workspace, _ store: Store, _ vault: Vault, _ clock: DemoClock,
        _ script: DemoScript, seed: UInt64
    ) {
        self.store = store
        self.vault = vault
        self.clock = clock
        self.script = script
        configuration = workspace.configuration
        url = workspace.address(of:)
        worker = DemoWorker(store: store, clock: clock, settings: configuration.engine)
        engine = DemoEngine(DemoDice(seed: seed))
        engine.outage = script.outage
        for client in script.cast { engine.growth[client.slug] = client.growth }
    }

    /// Plays everything, then marks the records as a demo's: nothing can be queued afterwards.
    mutating func play() throws {
        let base = try Slug("base")
        _ = try store.editTenant(base, by: DemoHistory.owner) { $0.status = .ready }
        engine.start(base, at: clock.now)
        for moment in script.moments {
            clock.advance(to: moment.at)
            try happen(moment.event)
        }
        try measure()
        let clients = try store.fleet().tenants.filter { $0.kind == .client && $0.status != .draft }
        try store.recordDrift(
            Dictionary(clients.map { ($0.slug, []) }) { first, _ in first }, at: clock.now)
        try store.markAsDemo()
        try store.keepHistory(by: .worker)
    }
}

extension DemoHistory {
    private mutating func happen(_ event: DemoEvent) throws {
        let owner = DemoHistory.owner
        switch event {
        case .add(let client):
            var draft = client.draft
            draft.since = script.day(of: clock.now)
            _ = try store.addTenant(
                draft, language: configuration.agency.language, by: owner)
        case .act(let action, let slug, let reason):
            var request = JobRequest(action, slug, by: owner)
            request.parameters.reason = reason
            try worker.perform(request, on: &engine)
        case .fail(let slug):
            try worker.perform(
                JobRequest(.provision, slug, by: owner), on: &engine, failing: unpulled())
        case .changePlan(let slug, let plan):
            _ = try store.editTenant(slug, by: owner) { $0.plan = plan }
        case .givePage(let slug): try givePage(slug)
        case .withdrawPage(let slug): try store.withdrawHandoff(slug, by: owner)
        case .giveLink(let slug): links[slug] = try giveLink(slug)
        case .readLink(let slug): try readLink(slug)
        case .round: try makeRound()
        case .measure: try measure()
        case .epoch: try store.keepHistory(by: .worker)
        }
    }

    private func unpulled() -> DemoWorker.Failure {
        let image = configuration.engine.images[.windmill] ?? EngineSettings.usualImages[.windmill]
        let words = "toomanyrequests: rate limit exceeded"
        let error =
            image.map { PullFailure.error(of: $0, RecordedText(words)) }
            ?? PuertoError(.io, words).spanish(words)
        return DemoWorker.Failure(step: .preflight, error: error)
    }

    private mutating func makeRound() throws {
        let began = try store.beginSight()
        let found = engine.look(at: clock.now)
        try store.record(found.mapValues(\.result), by: .worker, began: began)
        try store.recordMeasures(found)
    }

    private mutating func measure() throws {
        let found = engine.sizes(at: clock.now)
        for slug in found.keys where numbers[slug] == nil {
            numbers[slug] = try store.stack(of: slug).number
        }
        let sizes = found.compactMap { slug, size in numbers[slug].map { ($0, size) } }
        let (settings, host) = (configuration.engine, configuration.hosts[0].name)
        let sold = try store.fleet().soldMemory(on: host).memory
        _ = try store.recordDisk(
            DiskSight(
                host: host, sizes: Dictionary(sizes) { first, _ in first }, free: 212 << 10,
                reserve: settings.diskReserve << 10, sunset: settings.diskSunset,
                memory: MemoryRoom(total: 32 << 10, sold: sold)), by: "demo")
    }
}

extension DemoHistory {
    private func givePage(_ slug: Slug) throws {
        let language = try store.tenant(slug).language
        let passphrase = try Passphrase(GeneratedSecret.passphrase(language))
        _ = try store.issueHandoff(slug, passphrase: .words, by: DemoHistory.owner) {
            try vault.sealed(passphrase.secret, at: $0)
        }
    }

    private func giveLink(_ slug: Slug) throws -> OneTimeLink {
        let (tenant, offer) = (try store.tenant(slug), try LinkOffer(field: .app))
        let password = try store.revealCredential(
            slug, .app, to: "link", by: DemoHistory.owner
        ) { try vault.open($0.sealed, at: $0.place) }
        let link = try OneTimeLink()
        let payload = LinkPayload(
            field: nil, url: url(tenant), user: tenant.contact.email, password: password)
        let (nonce, ciphertext) = try link.seal(payload.json)
        let sealed = SealedLink(
            id: link.id, tokenDigest: link.tokenDigest, nonce: nonce, ciphertext: ciphertext)
        _ = try store.addLink(slug, offer, sealed, by: DemoHistory.owner)
        return link
    }

    private func readLink(_ slug: Slug) throws {
        guard let link = links[slug] else { return }
        _ = try store.claimLink(
            link.id, tokenDigest: link.tokenDigest, pair: Random.bytes(32),
            from: Network("203.0.113.24"))
    }
}
