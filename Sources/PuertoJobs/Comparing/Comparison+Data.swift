internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Comparison {
    /// Finds data that are not where they were, whatever the state of the client. A thorough
    /// comparison looks into the volumes and asks PostgreSQL which cluster it is.
    func dataDrift(_ stack: Stack) async throws -> [Drift] {
        var losses = try await world.losses(
            stack, engine, volumes: volumes, containers: containers, inside: isThorough)
        if isThorough, losses.isEmpty, !stack.isRotating,
            let own = try? ownContainers(stack), own[.postgres]?.isRunning == true,
            let other = try? await stack.otherDatabase(own)
        {
            losses.append(other)
        }
        return losses.map { $0.drift(of: stack) }
    }

    /// Lists what differs from puerto.yaml and needs a verb of its own: no difference from the
    /// record, and nothing that `reconcile` mends.
    func notices(of stack: Stack) -> [Drift] {
        guard tellsNotices, stack.facts.applied != nil else { return [] }
        return stack.imageNotices(world.settings)
    }

    /// Marks the data volumes of those clients that an older version has made and that run as
    /// recorded.
    func markVolumes(where isAsRecorded: (Slug) -> Bool) async throws {
        for slug in try world.store.unmarkedClients() where isAsRecorded(slug) {
            let stack = try world.stack(slug)
            guard !stack.isRotating else { continue }
            // One that does not answer now is asked at the next comparison.
            let marks = try? await stack.marks(
                ownContainers(stack), engine, at: world.store.clock(), again: false)
            try world.store.markFilled(marks ?? [:], of: slug)
            stack.folder.noteFilled((marks ?? [:]).values)
        }
    }

    private func ownContainers(_ stack: Stack) throws -> OwnContainers {
        try OwnContainers(
            containers.filter { stack.identity.owns($0.labels) }, of: stack.identity)
    }
}
