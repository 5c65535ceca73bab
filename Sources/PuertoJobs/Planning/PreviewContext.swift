internal import PuertoCore
internal import PuertoEngine

/// The context of a step's preview. It reads what the step itself would read, and changes nothing.
struct PreviewContext: Sendable {
    let world: JobWorld
    let action: Action
    let parameters: JobParameters
    let slug: Slug?
    let engine: EngineCache

    func stack() throws -> Stack {
        guard let slug else {
            throw PuertoError(.invalid, "the action has no tenant")
                .spanish("la acción no tiene cliente")
        }
        return try world.stack(slug, images: action == .upgrade ? parameters.images : [:])
    }

    func containers() async throws -> OwnContainers {
        try await engine.get().containers(of: stack().identity)
    }
}
