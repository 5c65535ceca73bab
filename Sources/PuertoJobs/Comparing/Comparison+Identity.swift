package import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Comparison {
    /// Finds what makes records and engine doubt each other, before anything else is compared: a
    /// copied or moved workspace, and clients that only the engine knows.
    package func identityDrift() async throws -> [Drift] {
        let workspace = try world.store.workspaceID()
        let objects = try await world.engine().objects(of: workspace)
        return try placeDrift(objects) + lostDrift(objects)
    }

    private func placeDrift(_ objects: WorkspaceObjects) throws -> [Drift] {
        let verdict = try world.verdict(objects)
        return switch verdict {
        case .fit: []
        case .copy:
            [
                Drift(
                    .state, subject: "workspace", found: "a copy: its clients have no stacks here",
                    mend: "nothing, unless it takes over: puerto workspace moved")
            ]
        case .unsure(let reason):
            [
                Drift(
                    .state, subject: "workspace",
                    found: "\(reason): moved, copied, or an older database?",
                    mend: "puerto workspace moved, or puerto workspace copied")
            ]
        }
    }

    /// Finds clients by the numbers and slugs of the engine's objects.
    private func lostDrift(_ objects: WorkspaceObjects) throws -> [Drift] {
        let names = try (world.live ?? world.store).tenantNames()
        var lost: [(number: Int, slug: String, text: String)] = []
        for object in objects.all.sorted(by: { $0.tenant < $1.tenant })
        where !lost.contains(where: { $0.number == object.tenant && $0.slug == object.slug }) {
            guard let known = names[object.tenant] else {
                lost.append((object.tenant, object.slug, object.lost))
                continue
            }
            guard !known.contains(object.slug), !object.slug.isEmpty, let now = known.first else {
                continue
            }
            let text = "the engine calls it '\(object.slug)', the records '\(now)'"
            lost.append((object.tenant, object.slug, "\(text): an older database?"))
        }
        return lost.map { number, slug, text in
            Drift(
                .stray, subject: "client \(number)", found: text,
                mend: "puerto tenant recover \(number)")
        }
    }

    /// Finds containers whose secrets are mounted from where the workspace was before.
    func movedDrift(_ own: [ContainerState], _ stack: Stack) -> [Drift] {
        let moved = own.filter { container in
            container.folder.map { !StackFolder.isBelow(stack.folder.root, $0) } ?? false
        }
        guard let first = moved.first else { return [] }
        return [
            Drift(
                .container, subject: moved.map(\.name).joined(separator: ", "),
                found: "secrets are mounted from '\(first.folder ?? "")', where the workspace was: "
                    + "fails at its next start", mend: "puerto reconcile \(stack.slug)")
        ]
    }

    /// Finds routes of this machine, as of a VPN, that meet the addresses of clients that run.
    package func routeDrift(of slugs: [Slug]) async throws -> [(slug: Slug, drift: Drift)] {
        let networks = try await world.engine().allNetworks()
        let routes = Preflight.routes(world.machine.routes, without: networks)
        guard !routes.isEmpty else { return [] }
        return try slugs.compactMap { slug -> (slug: Slug, drift: Drift)? in
            let tenant = try world.tenant(slug)
            guard tenant.kind == .client, !tenant.isObserved, tenant.host == world.home,
                tenant.status == .ready || tenant.status == .degraded
            else { return nil }
            for network in try world.stack(slug).spec.networks {
                guard let route = routes.first(where: network.subnet.meets) else { continue }
                return (
                    slug,
                    Drift(
                        .network, subject: "\(network.subnet)",
                        found: "meets this machine's route \(route), as of a VPN",
                        mend: "end that, or puerto tenant edit \(slug) --slot N, then "
                            + "puerto reconcile \(slug)")
                )
            }
            return nil
        }
    }
}
