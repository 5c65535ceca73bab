package import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Comparison {
    /// The clients that reach others, and the part that was not looked at.
    package struct Isolation: Sendable {
        package var drift: [Slug: [Drift]] = [:]
        /// The part that was not looked at; `nil` where all was.
        package var unseen: Unseen?
    }

    /// Tells what one client's knocks have found; `nil` where its networks could not be entered.
    ///
    /// The type has a name of its own: with a tuple, Swift 6.3 in release confused this task group
    /// with that of `drift(of:)`, whose tuple differs by an optional, and its answers were lost.
    private struct Knocks: Sendable {
        let slug: Slug
        let drift: [Drift]?
    }

    /// The neighbours that each client knocks at. The engine applies the same rules to all clients,
    /// so four stand for all.
    private static let neighbours = 4
    /// The clients whose networks are entered at a time. Each waits for packets that nobody
    /// answers.
    private static let knocking = 32

    /// The command that puts the engine's firewall rules back: it writes them when it starts.
    static let firewallMend = "systemctl restart docker"

    /// Knocks from inside each of these clients' networks at other clients' services. Nothing
    /// should answer.
    package func isolation(of slugs: [Slug]) async throws -> Isolation {
        var found = Isolation()
        let workspace = try world.store.workspaceID()
        let ids = try world.store.tenantNumbers()
        let running = Dictionary(
            grouping: containers.filter {
                $0.isRunning && $0.labels[StackIdentity.Label.workspace] == workspace
            }
        ) { $0.labels[StackIdentity.Label.tenant].flatMap(Int.init) ?? -1 }
        let numbers = running.keys.filter { $0 > 0 }.sorted()
        let visits = slugs.compactMap { slug -> Visit? in
            guard let id = ids[slug], let own = running[id] else { return nil }
            let others = neighbours(of: id, numbers).flatMap { running[$0] ?? [] }
            return others.isEmpty ? nil : Visit(slug: slug, own: own, others: others)
        }
        await withTaskGroup(of: Knocks.self) { group in
            for visit in visits.prefix(Comparison.knocking) {
                group.addTask { await knocks(visit) }
            }
            var rest = visits.dropFirst(Comparison.knocking)
            for await knocks in group {
                if let drift = knocks.drift {
                    found.drift[knocks.slug] = drift
                } else {
                    found.unseen = .clients
                }
                if let visit = rest.popFirst() { group.addTask { await self.knocks(visit) } }
            }
        }
        return found
    }

    /// A client whose networks are entered, and the neighbours at which it knocks.
    private struct Visit: Sendable {
        let slug: Slug
        let own: [ContainerState]
        let others: [ContainerState]
    }

    private func knocks(_ visit: Visit) async -> Knocks {
        Knocks(
            slug: visit.slug, drift: await knock(from: visit.own, at: visit.others, visit.slug))
    }

    private func neighbours(of id: Int, _ numbers: [Int]) -> [Int] {
        let after = numbers.filter { $0 > id } + numbers.filter { $0 < id }
        return Array(after.prefix(Comparison.neighbours))
    }

    /// Returns `nil` when no network could be entered.
    private func knock(
        from own: [ContainerState], at others: [ContainerState], _ slug: Slug
    ) async -> [Drift]? {
        var targets: [NamespaceKnock.Target: ContainerState] = [:]
        for other in others {
            guard let port = other.service?.port else { continue }
            for address in other.addresses.values {
                targets[.init(address: address, port: port)] = other
            }
        }
        let wanted = targets.keys.sorted { ($0.address, $0.port) < ($1.address, $1.port) }
        // Containers on the same networks reach the same.
        let sources = Dictionary(own.map { ($0.networks, $0) }) { first, _ in first }.values
            .sorted { $0.name < $1.name }
        var drift: [Drift] = []
        for source in sources {
            guard let process = source.setup?.process, process > 0 else { continue }
            let knock = NamespaceKnock(process: process)
            let answered = await NamespaceKnock.lasting(in: wanted) { targets in
                await blocking { knock.answered(targets) }
            }
            guard let answered else {
                // The container ended after it was listed.
                if knock.isGone { continue }
                return nil
            }
            guard let first = answered.first, let other = targets[first] else { continue }
            drift.append(reached(other, first, from: source, slug))
        }
        return drift
    }

    /// A shared network explains what is reached; without one the firewall rules are gone.
    private func reached(
        _ other: ContainerState, _ target: NamespaceKnock.Target, from source: ContainerState,
        _ slug: Slug
    ) -> Drift {
        let neighbour = self.slug(ofNumber: other.labels[StackIdentity.Label.tenant])
        let client = neighbour?.text ?? other.labels[StackIdentity.Label.slug] ?? other.name
        let text =
            "reaches \(other.service?.rawValue ?? other.name) of '\(client)' at "
            + "\(target.address):\(target.port)"
        let shared = Set(source.networks).intersection(other.networks)
        let isGuest = shared.contains { name in
            networks.contains {
                $0.name == name
                    && $0.labels[StackIdentity.Label.tenant]
                        != source.labels[StackIdentity.Label.tenant]
            }
        }
        guard shared.isEmpty else {
            return Drift(
                .network, subject: source.name, found: "\(text), by a network of both",
                mend: "puerto reconcile \(isGuest ? slug : neighbour ?? slug)")
        }
        return Drift(
            .network, subject: source.name,
            found: "\(text): the engine's firewall rules are gone",
            mend: Comparison.firewallMend)
    }
}

extension ServiceKind {
    /// The port at which a service listens in its container; `nil` for one that does not.
    fileprivate var port: Int? {
        switch self {
        case .windmill: 8000
        case .postgres: 5432
        case .redis: 6379
        case .worker: nil
        }
    }
}
