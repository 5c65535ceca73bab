package import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// Compares clients' records with what runs, and records what differs: the portal shows it.
    /// Returns whether it is something else than was recorded before. Throws where the engine does
    /// not answer the first questions; nothing is recorded then.
    package func recordComparison(of slugs: [Slug]) async throws -> Bool {
        let began = try store.beginSight()
        let comparison = try await Comparison(self, tellsNotices: true)
        let found = await comparison.drift(of: slugs)
        try await comparison.markVolumes { found[$0]?.contains { $0.kind == .state } == false }
        return try !store.recordDrift(found, at: store.clock(), began: began).isEmpty
    }
}

extension Comparison {
    /// Finds the differences, by client. A client that cannot be compared is a finding of its own, so that
    /// it does not hold up the others.
    package func drift(of slugs: [Slug]) async -> [Slug: [Drift]] {
        // A server that hangs holds up only its own client.
        await withTaskGroup(of: Compared.self) { group in
            for slug in slugs.prefix(Comparison.atOnce) {
                group.addTask { await compared(slug) }
            }
            var rest = slugs.dropFirst(Comparison.atOnce)
            var found: [Slug: [Drift]] = [:]
            for await one in group {
                found[one.slug] = one.drift
                if let slug = rest.popFirst() { group.addTask { await compared(slug) } }
            }
            return found
        }
    }

    /// The clients that are compared at a time.
    private static let atOnce = 8

    /// One client's differences. The type has a name: of a task group of tuples, Swift 6.3 in
    /// release loses answers here.
    private struct Compared: Sendable {
        let slug: Slug
        let drift: [Drift]
    }

    private func compared(_ slug: Slug) async -> Compared {
        do { return Compared(slug: slug, drift: try await drift(of: slug)) } catch {
            return Compared(slug: slug, drift: [Comparison.uncompared(slug, error)])
        }
    }

    private static func uncompared(_ slug: Slug, _ error: any Error) -> Drift {
        let known = error as? PuertoError
        return .notLookedAt(
            .state, subject: slug.text, because: known?.message ?? "internal error: \(error)",
            mend: known?.hint ?? "puerto tenant show \(slug)")
    }
}

extension Comparison {
    /// The images of puerto.yaml that are named without a digest, with the one that they have here.
    package func unpinnedImages() async -> [(kind: ServiceKind, pinned: ImageReference)] {
        guard let engine = try? await world.engine() else { return [] }
        var found: [(kind: ServiceKind, pinned: ImageReference)] = []
        for kind in ServiceKind.pictured {
            guard let image = world.settings.images[kind],
                let pinned = await engine.pinned(image)
            else { continue }
            found.append((kind, pinned))
        }
        return found
    }

    /// Tells whether the engine stops every client when its daemon dies, and could be told not to.
    package func lacksLiveRestore() async -> Bool {
        guard let engine = try? await world.engine() else { return false }
        return await engine.lacksLiveRestore()
    }
}
