internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

/// What a step is done with.
struct StepContext: Sendable {
    let world: JobWorld
    let lease: Lease
    /// `nil` for a job about the whole fleet.
    let slug: Slug?
    /// One that was found for this job.
    let engine: EngineCache
    let log: JobLog
    /// Up when the job's lease is about to be given back.
    let ending: StopSign

    var job: Job { lease.job }

    /// The stack as the records have it at this moment, and as far as its database is concerned,
    /// as the server itself says: a rotation may have been left in its middle.
    func stack(asItWas: Bool = false) async throws -> Stack {
        guard let slug else {
            throw PuertoError(.invalid, "job \(job.id.prefix(8)) is about no tenant")
        }
        let images = job.action == .upgrade && !asItWas ? job.parameters.images : [:]
        let stack = try world.stack(slug, images: images)
        guard let next = try stack.nextPassword(.postgres),
            let address = stack.addresses(try await containers(stack)).postgres
        else { return stack }
        guard await address.login(.postgres, next) == .accepted else { return stack }
        return try world.stack(slug, images: images, isSwitched: true)
    }

    func containers(_ stack: Stack) async throws -> OwnContainers {
        try await engine.get().containers(of: stack.identity)
    }

    func say(_ text: String) { log.say(text) }

    /// Runs something of the engine's, with its words in the job's log, secrets taken out.
    func perform(_ command: Command, _ redactor: Redactor) async throws {
        let log = log
        log.say("$ \(command)")
        do {
            try await engine.get().perform(command) { log.say(redactor($0)) }
        } catch let error as PuertoError {
            throw PuertoError(error.code, redactor(error.message), hint: error.hint)
        }
    }
}

/// Finds the engine once for each job.
actor EngineCache {
    private let find: @Sendable () async throws -> ContainerEngine
    private var found: ContainerEngine?

    init(_ find: @escaping @Sendable () async throws -> ContainerEngine) { self.find = find }

    func get() async throws -> ContainerEngine {
        if let found { return found }
        let engine = try await find()
        found = engine
        return engine
    }
}
