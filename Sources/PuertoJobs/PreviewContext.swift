internal import PuertoCore
internal import PuertoEngine

/// What a dry run looks at: the same things as the step, and it changes none.
struct PlanContext: Sendable {
    let world: JobWorld
    let action: Action
    let parameters: JobParameters
    let slug: Slug?
    let engine: EngineCache

    func stack() throws -> Stack {
        guard let slug else { throw PuertoError(.invalid, "the action is about no tenant") }
        return try world.stack(slug, images: action == .upgrade ? parameters.images : [:])
    }

    func containers() async throws -> OwnContainers {
        try await engine.get().containers(of: stack().identity)
    }
}
