internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

/// The context that a step runs in.
struct StepContext: Sendable {
    let world: JobWorld
    let lease: Lease
    /// `nil` for a job about the whole fleet.
    let slug: Slug?
    /// The engine, found once for this job.
    let engine: EngineCache
    let log: JobLog
    /// Raised when the job is about to give back its lease.
    let ending: StopSign
    /// Raised when the job was cancelled.
    let cancelled: StopSign
    /// Raised when the worker is to stop.
    let stop: StopSign
    let places: JobPlaces

    var job: Job { lease.job }

    /// Reads the stack from the records. During a rotation it asks PostgreSQL itself which password
    /// it takes, since an earlier attempt may have stopped half-way.
    func stack(asItWas: Bool = false) async throws -> Stack {
        guard let slug else {
            throw PuertoError(.invalid, "job \(job.id.prefix(8)) has no tenant")
                .spanish("el trabajo \(job.id.prefix(8)) no tiene cliente")
        }
        let images = job.action == .upgrade && !asItWas ? job.parameters.images : [:]
        let stack = try world.stack(slug, images: images)
        guard let next = try stack.nextPassword(.postgres),
            case .success(let peer) = stack.peer(.postgres, in: try await containers(stack)),
            await peer.login(.postgres, next) == .accepted
        else { return stack }
        return try world.stack(slug, images: images, isSwitched: true)
    }

    func containers(_ stack: Stack) async throws -> OwnContainers {
        try await engine.get().containers(of: stack.identity)
    }

    func say(_ text: String) { log.say(text) }

    /// Runs a command of the engine and copies its output to the job's log, with secrets masked.
    func perform(_ command: Command, _ redactor: Redactor) async throws {
        try await countChange()
        let log = log
        log.say("$ \(command)")
        do {
            try await engine.get().perform(command) { log.say(redactor($0)) }
        } catch let error as PuertoError {
            throw error.rewording { text, _ in redactor(text) }
        }
    }
}

/// Finds the engine once for each job.
actor EngineCache {
    private let find: @Sendable () async throws -> ContainerEngine
    private var found: ContainerEngine?
    private var isChanging = false
    /// The engine had these objects of the workspace when the job began.
    private var seen: WorkspaceObjects?

    init(_ find: @escaping @Sendable () async throws -> ContainerEngine) { self.find = find }

    func get() async throws -> ContainerEngine {
        if let found { return found }
        let engine = try await find()
        found = engine
        return engine
    }

    /// Lists what the engine has of a workspace, once for each job.
    func objects(of workspace: String) async throws -> WorkspaceObjects {
        if let seen { return seen }
        let objects = try await get().objects(of: workspace)
        seen = objects
        return objects
    }

    /// Calls the function before the first change only; again after it has thrown.
    func beforeTheFirstChange(_ body: @Sendable () async throws -> Void) async throws {
        guard !isChanging else { return }
        isChanging = true
        do { try await body() } catch {
            isChanging = false
            throw error
        }
    }
}
