package import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// Probes a tenant. Returns `nil` for one that should not run and for one on another host. Of
    /// the base system it asks only the application, which answers without a login.
    func probe(_ slug: Slug, engine: EngineCache) async throws -> ProbeResult? {
        let tenant = try store.tenant(slug)
        guard
            tenant.status == .ready || tenant.status == .degraded || tenant.status == .provisioning
        else { return nil }
        guard tenant.host == home else { return nil }
        let begin = ContinuousClock.now
        let finding: StackProbe.Finding
        if tenant.kind == .base {
            let address = StackProbe.Address(host: "127.0.0.1", port: tenant.ports.app)
            finding = await StackProbe(
                tenant: tenant,
                addresses: .init(windmill: address, postgres: nil, redis: nil), postgres: nil,
                redis: nil
            ).look()
        } else {
            let stack = try stack(slug)
            let exposed = stack.spec.exposure == .loopback
            let containers =
                exposed
                ? OwnContainers.none : try await engine.get().containers(of: stack.identity)
            finding = try await stack.probe(containers).look()
        }
        let took = ContinuousClock.now - begin
        return ProbeResult(
            at: store.clock(), health: finding.health,
            milliseconds: Int(took / .milliseconds(1)), detail: finding.detail)
    }

    /// Probes tenants, `once` at a time, and records the results. A tenant that cannot be probed
    /// counts as down. Throws what reading and writing the records throws.
    package func probe(
        _ slugs: [Slug], by actor: Actor, at once: Int = 8
    ) async throws -> [(slug: Slug, result: ProbeResult)] {
        let cache = EngineCache(engine)
        var found: [Slug: ProbeResult] = [:]
        try await withThrowingTaskGroup(of: (Slug, ProbeResult?).self) { group in
            var rest = slugs[...]
            func next() {
                guard let slug = rest.popFirst() else { return }
                group.addTask {
                    do { return (slug, try await probe(slug, engine: cache)) } catch let error
                        as PuertoError
                    {
                        return (
                            slug,
                            ProbeResult(
                                at: store.clock(), health: .down, milliseconds: 0,
                                detail: error.message)
                        )
                    }
                }
            }
            for _ in 0..<once { next() }
            while let (slug, result) = try await group.next() {
                found[slug] = result
                next()
            }
        }
        try store.record(found, by: actor)
        return slugs.compactMap { slug in found[slug].map { (slug, $0) } }
    }
}
