package import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// Compares clients' records with what runs, and records what differs: the portal shows it.
    /// Throws what the engine throws; nothing is recorded then.
    package func recordComparison(of slugs: [Slug]) async throws {
        let comparison = try await Comparison(self, tellsNotices: true)
        let found = await comparison.drift(of: slugs)
        try await comparison.markVolumes { found[$0]?.contains { $0.kind == .state } == false }
        try store.recordDrift(found, at: store.clock())
    }
}

extension Comparison {
    /// What differs, by client. A client that cannot be compared is a finding of its own, so that
    /// it does not hold up the others.
    package func drift(of slugs: [Slug]) async -> [Slug: [Drift]] {
        await withTaskGroup(of: (Slug, [Drift]).self) { group in
            var rest = slugs[...]
            func next() {
                guard let slug = rest.popFirst() else { return }
                group.addTask {
                    do { return (slug, try await drift(of: slug)) } catch {
                        return (slug, [Comparison.uncompared(slug, error)])
                    }
                }
            }
            // A server that hangs holds up only its own client.
            for _ in 0..<8 { next() }
            var found: [Slug: [Drift]] = [:]
            while let (slug, drift) = await group.next() {
                found[slug] = drift
                next()
            }
            return found
        }
    }

    private static func uncompared(_ slug: Slug, _ error: any Error) -> Drift {
        let known = error as? PuertoError
        return Drift(
            .state, subject: slug.text, found: known?.message ?? "internal error: \(error)",
            mend: known?.hint ?? "puerto tenant show \(slug)")
    }
}

extension Comparison {
    /// Whether the engine stops every client when its daemon dies, and could be told not to.
    package func lacksLiveRestore() async -> Bool {
        guard let engine = try? await world.engine() else { return false }
        return await engine.lacksLiveRestore()
    }
}
