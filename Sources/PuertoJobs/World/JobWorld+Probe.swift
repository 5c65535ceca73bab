package import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// The time in which a client has to answer. Each of its services has about half of it.
    private static let patience = Duration.seconds(10)

    /// Probes a tenant. Returns `nil` for one that should not run and for one on another host. Of
    /// the base system it asks only the application, which answers without a login. Of one that is
    /// observed it looks at the containers too.
    func probe(_ slug: Slug, engine: EngineCache) async throws -> ProbeResult? {
        let listeners = machine.listeners
        return try await probe(slug) { identity in
            (try await engine.get().containers(of: identity), listeners)
        } all: {
            (try await engine.get().allContainers(), listeners)
        }
    }

    /// Tells whether a tenant's stack is to answer here.
    func isToAnswer(_ tenant: Tenant) -> Bool {
        switch tenant.status {
        case .ready, .degraded, .provisioning: tenant.host == home
        case .draft, .suspended, .archived: false
        }
    }

    private func probe(
        _ slug: Slug, _ sight: (StackIdentity) async throws -> (OwnContainers, [Listener]),
        all: () async throws -> ([ContainerState], [Listener])
    ) async throws -> ProbeResult? {
        let tenant = try tenant(slug)
        guard isToAnswer(tenant) else { return nil }
        let probe: StackProbe
        if tenant.isObserved {
            do {
                let (containers, listeners) = try await all()
                probe = try self.probe(observed: facts(slug), containers, listeners)
            } catch let error as PuertoError where error.code == .io || error.code == .notFound {
                probe = StackProbe(
                    tenant: tenant, application: .unasked(tenant.ports.app), services: [],
                    blindness: "containers: not looked at: \(error.message)")
            }
        } else if tenant.kind == .base {
            probe = StackProbe(
                tenant: tenant, application: .unasked(tenant.ports.app), services: [])
        } else {
            let stack = try stack(slug)
            do {
                let (own, listeners) = try await sight(stack.identity)
                probe = try stack.probe(own, listeners)
            } catch let error as PuertoError where error.code == .io || error.code == .notFound {
                probe = stack.probe(without: error)
            }
        }
        let begin = ContinuousClock.now
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
        let look = try await look(at: slugs, by: actor, at: once)
        if let unrecorded = look.unrecorded { throw unrecorded }
        return look.found
    }

    /// The same, but answers that cannot be recorded, as on a full disk, are not lost: they are
    /// returned with the reason.
    package func look(at slugs: [Slug], by actor: Actor, at once: Int = 64) async throws -> Look {
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
            let changed = try store.record(found, by: actor, began: began.get())
            return Look(found: answers, hasChanged: !changed.isEmpty)
        } catch let error as PuertoError { return Look(found: answers, unrecorded: error) }
    }

    /// The answers of one look at several tenants.
    package struct Look: Sendable {
        package let found: [(slug: Slug, result: ProbeResult)]
        /// The reason why they are not recorded.
        package var unrecorded: PuertoError?
        /// Tells whether a health or a status is another one than was recorded before.
        package var hasChanged = false
    }

    /// Probes tenants, `once` at a time. The engine is asked once for all of them.
    func results(
        _ slugs: [Slug], _ containers: SharedAnswer<[ContainerState]>, at once: Int = 64
    ) async throws -> [Slug: ProbeResult] {
        let (machine, before) = (machine, Set(machine.listeners))
        // Docker's own process behind a port comes and goes with its container: one that was there
        // before and after the engine was asked is no such.
        let listeners = SharedAnswer {
            _ = try await containers.get()
            return machine.listeners.filter(before.contains)
        }
        return try await withThrowingTaskGroup(of: Probed.self) { group in
            for slug in slugs.prefix(once) {
                group.addTask { try await probed(slug, containers, listeners) }
            }
            var rest = slugs.dropFirst(once)
            var found: [Slug: ProbeResult] = [:]
            for try await one in group {
                found[one.slug] = one.result
                if let slug = rest.popFirst() {
                    group.addTask { try await probed(slug, containers, listeners) }
                }
            }
            return found
        }
    }

    /// One tenant's probe. The type has a name: of a task group of tuples, Swift 6.3 in release
    /// loses answers.
    private struct Probed: Sendable {
        let slug: Slug
        let result: ProbeResult?
    }

    private func probed(
        _ slug: Slug, _ containers: SharedAnswer<[ContainerState]>,
        _ listeners: SharedAnswer<[Listener]>
    ) async throws -> Probed {
        Probed(slug: slug, result: try await result(slug, containers, listeners))
    }

    private func result(
        _ slug: Slug, _ containers: SharedAnswer<[ContainerState]>,
        _ listeners: SharedAnswer<[Listener]>
    ) async throws -> ProbeResult? {
        do {
            return try await probe(slug) { identity in
                let own = try OwnContainers(among: await containers.get(), of: identity)
                return (own, try await listeners.get())
            } all: {
                (try await containers.get(), try await listeners.get())
            }
        } catch let error as PuertoError {
            return ProbeResult(
                at: store.clock(), health: .down, milliseconds: 0, detail: error.message)
        }
    }
}
