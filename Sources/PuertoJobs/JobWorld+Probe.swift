package import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// The time in which a client has to answer. Each of its services has about half of it.
    private static let patience = Duration.seconds(10)

    /// Probes a tenant. Returns `nil` for one that should not run and for one on another host. Of
    /// the base system it asks only the application, which answers without a login.
    func probe(_ slug: Slug, engine: EngineCache) async throws -> ProbeResult? {
        try await probe(slug) { try await engine.get().containers(of: $0) }
    }

    /// Tells whether a tenant's stack is to answer here.
    func isToAnswer(_ tenant: Tenant) -> Bool {
        switch tenant.status {
        case .ready, .degraded, .provisioning: tenant.host == home
        case .draft, .suspended, .archived: false
        }
    }

    private func probe(
        _ slug: Slug, _ containers: (StackIdentity) async throws -> OwnContainers
    ) async throws -> ProbeResult? {
        let tenant = try tenant(slug)
        guard isToAnswer(tenant) else { return nil }
        let begin = ContinuousClock.now
        let probe: StackProbe
        if tenant.kind == .base {
            let address = StackProbe.Address(host: "127.0.0.1", port: tenant.ports.app)
            probe = StackProbe(
                tenant: tenant,
                addresses: .init(windmill: address, postgres: nil, redis: nil), postgres: nil,
                redis: nil)
        } else {
            let stack = try stack(slug)
            let hasPorts = stack.spec.exposure == .loopback
            let own = hasPorts ? OwnContainers.none : try await containers(stack.identity)
            probe = try stack.probe(own)
        }
        let answer = await limited(to: JobWorld.patience) { await probe.look() }
        let took = ContinuousClock.now - begin
        return ProbeResult(
            at: store.clock(), health: answer?.health ?? .down,
            milliseconds: Int(took / .milliseconds(1)),
            detail: answer?.detail ?? "no answer within 10 s")
    }

    /// Probes tenants, `once` at a time, and records the results. A tenant that cannot be probed
    /// counts as down. Throws what reading and writing the records throws.
    package func probe(
        _ slugs: [Slug], by actor: Actor, at once: Int = 64
    ) async throws -> [(slug: Slug, result: ProbeResult)] {
        let (found, unrecorded) = try await look(at: slugs, by: actor, at: once)
        if let unrecorded { throw unrecorded }
        return found
    }

    /// The same, but answers that cannot be recorded, as on a full disk, are not lost: they are
    /// returned with the reason.
    package func look(
        at slugs: [Slug], by actor: Actor, at once: Int = 64
    ) async throws -> (found: [(slug: Slug, result: ProbeResult)], unrecorded: PuertoError?) {
        let store = store
        let began = Result { try store.beginSight() }
        let world = slugs.count > 1 ? try knowingAllStacks() : self
        let engine = engine
        let containers = SharedAnswer { try await engine().allContainers() }
        let found = try await world.results(slugs, containers, at: once)
        // What was broken off says nothing of the stacks.
        try Task.checkCancellation()
        let answers = slugs.compactMap { slug in found[slug].map { (slug: slug, result: $0) } }
        do {
            try store.record(found, by: actor, began: began.get())
            return (answers, nil)
        } catch let error as PuertoError { return (answers, error) }
    }

    /// Probes tenants, `once` at a time. The engine is asked once, and only for stacks whose
    /// services have no ports.
    func results(
        _ slugs: [Slug], _ containers: SharedAnswer<[ContainerState]>, at once: Int = 64
    ) async throws -> [Slug: ProbeResult] {
        try await withThrowingTaskGroup(of: (Slug, ProbeResult?).self) { group in
            var rest = slugs[...]
            var found: [Slug: ProbeResult] = [:]
            func next() {
                guard let slug = rest.popFirst() else { return }
                group.addTask { (slug, try await result(slug, containers)) }
            }
            for _ in 0..<once { next() }
            while let (slug, result) = try await group.next() {
                found[slug] = result
                next()
            }
            return found
        }
    }

    private func result(_ slug: Slug, _ containers: SharedAnswer<[ContainerState]>) async throws
        -> ProbeResult?
    {
        do {
            return try await probe(slug) {
                try OwnContainers(among: await containers.get(), of: $0)
            }
        } catch let error as PuertoError {
            return ProbeResult(
                at: store.clock(), health: .down, milliseconds: 0, detail: error.message)
        }
    }
}
