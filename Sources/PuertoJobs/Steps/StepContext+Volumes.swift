internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension StepContext {
    /// Throws the stack's first loss. With `--new-data` it records instead that the operator has
    /// given up what is lost, and reads the stack again.
    func checkData(_ stack: inout Stack, _ preflight: Preflight) async throws {
        let losses = try await world.losses(
            stack, engine.get(), volumes: preflight.ownVolumes, containers: preflight.containers,
            inside: true)
        let isGivenUp = job.parameters.newData
        let last = losses.filter { !(isGivenUp && $0.canBeGivenUp) }
        if let first = last.first { throw first.error(of: stack) }
        guard !losses.isEmpty else { return }
        for loss in losses {
            say("given up: \(loss.volume.name), \(loss.text(of: stack))")
        }
        try world.store.giveUpVolumes(
            Dictionary(losses.map { ($0.service, $0.volume.name) }) { first, _ in first }, lease)
        stack = try await self.stack()
    }

    /// Throws the first loss before containers are made or started: not every job that starts any
    /// has run the preflight. With the stack's containers it looks into their volumes too.
    func checkVolumes(_ stack: Stack, _ containers: OwnContainers? = nil) async throws {
        let engine = try await engine.get()
        let volumes = try await engine.volumes(of: stack.identity).filter(\.isOwn).map(\.name)
        let losses = try await world.losses(
            stack, engine, volumes: Set(volumes), containers: containers?.all ?? [],
            inside: containers != nil)
        if let first = losses.first { throw first.error(of: stack) }
    }

    /// Marks the data volumes as filled, now that their servers have accepted logins. Throws
    /// `conflict` when another database answers than the recorded one.
    func markVolumes() async throws {
        let stack = try await stack()
        let containers = try await containers(stack)
        let replaces = job.parameters.newData
        let marks = try await stack.marks(
            containers, engine.get(), at: world.store.clock(), again: replaces)
        if let loss = try await stack.otherDatabase(containers), !replaces {
            throw loss.error(of: stack)
        }
        try world.store.markFilled(marks, replacing: replaces, lease)
        stack.folder.noteFilled(
            try await self.stack().facts.volumes.values.filter { !$0.isGivenUp })
    }

    /// Records the images of a stack that is healthy; the files that ran before it are no longer
    /// needed.
    func recordWhatRuns() async throws {
        let stack = try await stack()
        try recordImages(of: stack)
        try stack.folder.forgetFormer()
    }

    func recordImages(of stack: Stack) throws {
        try world.store.setRunningImages(
            Dictionary(stack.spec.services.map { ($0.kind, $0.image) }) { first, _ in first },
            lease)
    }
}

extension Stack {
    /// Makes marks of the data services that answer and have none, or of all of them `again`.
    func marks(_ containers: OwnContainers, _ engine: ContainerEngine, at now: Int, again: Bool)
        async throws -> [ServiceKind: VolumeMark]
    {
        var marks: [ServiceKind: VolumeMark] = [:]
        for volume in spec.volumes {
            guard let kind = volume.role.service, let service = spec.service(kind),
                again || lacksMark(kind),
                let container = containers[kind], container.isRunning,
                let path = service.volumes.first(where: { $0.volume == volume.role })?.path
            else { continue }
            let identity = kind == .postgres ? try await postgresIdentity(containers) : nil
            guard kind != .postgres || identity != nil else { continue }
            let look = try await engine.look(
                at: kind, in: volume, mountedAt: path, container, service.image)
            marks[kind] = VolumeMark(
                name: volume.name, system: identity?.system, major: identity?.major,
                isSeen: look.isFilled(kind) == true, filledAt: now)
        }
        return marks
    }

    /// True when a login has a mark to record, or a part that a mark lacks.
    private func lacksMark(_ kind: ServiceKind) -> Bool {
        guard let mark = facts.volumes[kind], !mark.isGivenUp else { return true }
        return !mark.isSeen || (kind == .postgres && mark.system == nil)
    }

    /// Asks PostgreSQL which cluster it is. `nil` where it does not run or its password is unknown.
    func postgresIdentity(_ containers: OwnContainers) async throws -> PostgresIdentity? {
        guard case .success(let peer) = peer(.postgres, in: containers),
            facts.credentials[.postgres] != nil
        else { return nil }
        let password = try databasePassword()
        let login = PostgresLogin(peer)
        return try await blocking { Result { try login.identity(password) } }.get()
    }

    /// Returns the loss of a stack whose PostgreSQL is not the recorded cluster.
    func otherDatabase(_ containers: OwnContainers) async throws -> DataLoss? {
        guard let mark = facts.volumes[.postgres], !mark.isGivenUp, let recorded = mark.system,
            let volume = spec.volumes.first(where: { $0.role == .postgres }),
            let identity = try await postgresIdentity(containers), identity.system != recorded
        else { return nil }
        return DataLoss(
            volume: volume, service: .postgres,
            found: .otherSystem(identity.system, recorded: recorded))
    }
}
