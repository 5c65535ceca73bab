package import PuertoCore
package import PuertoEngine
internal import PuertoStore

extension Worker {
    /// Refuses a job on stacks where the workspace may not command them, or where the client's
    /// number is another one's to the engine. Nothing has been changed before.
    @Sendable func checkIdentity(_ context: StepContext) async throws {
        guard let identity = try context.identity(of: context.slug) else { return }
        let objects = try await context.engine.objects(of: identity.workspace)
        if let refusal = try world.verdict(objects).refusal { throw refusal }
        try objects.check(identity)
        try world.store.raiseNumbers(above: objects.highest)
        try HighestNumber.raise(to: max(objects.highest, identity.tenant), in: world.stacks)
    }
}

extension StepContext {
    /// The identity of the client; `nil` for the base system and for a job about the fleet.
    fileprivate func identity(of slug: Slug?) throws -> StackIdentity? {
        guard let slug, try world.store.tenant(slug).kind == .client else { return nil }
        return try world.stack(slug).identity
    }

    /// Counts a change, in the records and then in the engine, before the job's first one. A
    /// database that is put back from before, and a copy of the workspace, are behind then.
    func countChange() async throws {
        guard job.action.needsTenant else { return }
        let (world, engine, author) = (world, engine, Actor.job(job.id))
        try await engine.beforeTheFirstChange {
            let objects = try await engine.objects(of: world.store.workspaceID())
            try await world.countChange(objects, in: engine.get(), by: author)
        }
    }
}

extension JobWorld {
    /// Counts a change of the engine, in the records first. Throws `conflict` where the workspace
    /// may not change it: a job that is rolled back comes here without its first step.
    package func countChange(
        _ objects: WorkspaceObjects, in engine: ContainerEngine, by actor: Actor
    ) async throws {
        let workspace = try store.workspaceID()
        if let refusal = try verdict(objects).refusal { throw refusal }
        let count = try store.countChange(at: try place(), by: actor)
        _ = try await engine.ask(
            engine.docker.makeMark(EngineMark(workspace: workspace, count: count)))
        let old = objects.marks.filter { $0.count < count }
        guard !old.isEmpty else { return }
        // Another job may remove the same ones; what stays goes at the next change.
        _ = try await engine.runner.run(engine.docker.removeMarks(old)) { _ in }
    }
}

extension PreviewContext {
    /// Returns the refusal of a job before its first step; `nil` also when the engine does not
    /// answer, which the steps tell of.
    func refusal() async -> PuertoError? {
        do {
            guard let slug, try world.store.tenant(slug).kind == .client else { return nil }
            let identity = try stack().identity
            let objects = try await engine.objects(of: identity.workspace)
            if let refusal = try world.verdict(objects).refusal { return refusal }
            do { try objects.check(identity) } catch let error as PuertoError { return error }
        } catch {}
        return nil
    }
}
