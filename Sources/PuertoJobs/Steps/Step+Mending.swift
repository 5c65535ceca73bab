internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Step {
    /// Mends what Compose does not see: paused and renamed containers, foreign networks, changed
    /// limits and mounts, servers that hang or have another password.
    static let mend = Step(.mend) { preview in
        let stack = try preview.stack()
        let mending = Mending(
            stack, try await preview.containers().all,
            images: try await preview.engine.get().ids(of: stack.spec.images))
        return mending.lines.isEmpty ? ["containers: as they are"] : mending.lines
    } run: { context in
        let stack = try await context.stack()
        try await context.mendContainers(stack)
        try await context.mendServers(stack)
    }

    /// Compares the stack with its record as `doctor` does. It fails when anything still differs.
    static let compare = Step(.compare) { _ in
        ["compare everything with the record: nothing may differ"]
    } run: { context in
        try await context.compare(try await context.stack())
    }
}

extension StepContext {
    fileprivate func mendContainers(_ stack: Stack) async throws {
        let engine = try await engine.get()
        let (docker, redactor) = (engine.docker, try stack.redactor())
        let own = try await containers(stack)
        let mending = Mending(
            stack, own.all, images: try await engine.ids(of: stack.spec.images))
        let unpaused = own.only(mending.unpaused)
        if !unpaused.isEmpty { try await perform(docker.unpause(unpaused), redactor) }
        try await remove(mending.removed, own, stack)
        for (container, name) in mending.renamed {
            try await perform(docker.rename(own.only([container]), to: name), redactor)
        }
        for (container, network) in mending.disconnected {
            try await perform(
                docker.disconnect(own.only([container]), from: network), redactor)
        }
    }

    /// Stops and removes containers, which keep their volumes, and says why.
    func remove(
        _ removed: [(container: ContainerState, reason: String)], _ own: OwnContainers,
        _ stack: Stack
    ) async throws {
        guard !removed.isEmpty else { return }
        let (docker, redactor) = (try await engine.get().docker, try stack.redactor())
        for (container, reason) in removed {
            say("\(container.name) is made anew or removed: \(reason); its volumes stay")
            for mount in container.setup?.mounts ?? [] where mount.kind == "volume" {
                say("kept: volume \(mount.name)")
            }
        }
        let running = own.only(removed.map(\.container).filter(\.holdsItsPorts))
        let grace = stack.spec.services.map(\.grace).max() ?? 10
        if !running.isEmpty {
            try await perform(docker.stop(running, grace: grace), redactor)
        }
        try await perform(docker.remove(own.only(removed.map(\.container))), redactor)
    }

    /// Asks the data services that run. One that hangs is restarted; one that refuses the password
    /// that its own file holds gets it back. Throws `conflict` when data is missing: no start
    /// helps.
    fileprivate func mendServers(_ stack: Stack) async throws {
        guard !stack.isRotating else { return }
        let own = try await containers(stack)
        let probe = try stack.probe(own, world.machine.listeners)
        for login in try await lastingAnswers(probe) where login.answer != .accepted {
            let kind = login.field == .redis ? ServiceKind.redis : .postgres
            guard let container = stack.container(kind, in: own), container.isRunning else {
                continue
            }
            if login.answer.isLoss {
                let problem = login.problem
                throw PuertoError(
                    .conflict, "\(container.name): \(problem ?? "its data is missing")",
                    hint: "\(PuertoError.restoring) says how to restore it"
                ).spanish(
                    "\(container.name): "
                        + (problem.map { FindingText.words($0, .es) } ?? "faltan sus datos"),
                    hint: "\(PuertoError.restoring) dice cómo restaurarlos")
            }
            if login.answer.isSilent {
                try await wake(own.only([container]), stack)
            } else if login.answer == .wrongPassword, try stack.fileHoldsRecord(login.field) {
                try await restorePassword(kind, own.only([container]), stack)
            }
        }
    }

    /// Asks a silent service again: a server that is only slow, as after a crash, answers one of
    /// these questions, and a process that was stopped answers none.
    private func lastingAnswers(_ probe: StackProbe) async throws -> [StackProbe.Login] {
        var logins = await probe.logins()
        for _ in 1..<4 where logins.contains(where: { $0.answer.isSilent }) {
            try await Task.sleep(for: .seconds(2))
            logins = await probe.logins()
        }
        return logins
    }

    /// Lets a stopped process go on, so that it can end by itself, and restarts the container.
    private func wake(_ container: OwnContainers, _ stack: Stack) async throws {
        let (docker, redactor) = (try await engine.get().docker, try stack.redactor())
        say("\(container.all[0].name) hangs: it is restarted")
        try await perform(docker.goOn(container), redactor)
        let grace = stack.spec.services.map(\.grace).max() ?? 10
        try await perform(docker.restart(container, grace: grace), redactor)
    }

    /// Redis reads its passwords from its file when it starts; PostgreSQL keeps its own.
    private func restorePassword(
        _ kind: ServiceKind, _ container: OwnContainers, _ stack: Stack
    ) async throws {
        let (docker, redactor) = (try await engine.get().docker, try stack.redactor())
        say("\(container.all[0].name) had another password: it gets the recorded one back")
        guard kind == .postgres else {
            return try await perform(docker.restart(container, grace: 20), redactor)
        }
        let statement = try PostgresLogin.statement(setting: stack.databasePassword())
        try await perform(docker.sql(statement, in: container), redactor)
    }

    fileprivate func compare(_ stack: Stack) async throws {
        let comparison = try await Comparison(world, isThorough: true)
        var drift = try await comparison.dataDrift(stack) + comparison.running(stack)
        let isolation = try await comparison.isolation(of: [stack.slug])
        drift += isolation.drift[stack.slug] ?? []
        if let unseen = isolation.unseen { say("not looked at: \(unseen)") }
        try world.store.recordDrift([stack.slug: drift], at: world.store.clock())
        guard let first = drift.first else { return say("nothing differs from the record") }
        let isItself = first.mend == "puerto reconcile \(stack.slug)"
        throw PuertoError(
            .conflict,
            drift.map { "\($0.subject) \($0.found)" }.joined(separator: "; "),
            hint: isItself ? "puerto doctor \(stack.slug) lists it" : first.mend
        ).spanish(
            drift.map { "\($0.subject): \($0.words(.es))" }.joined(separator: "; "),
            hint: isItself ? "puerto doctor \(stack.slug) lo muestra" : first.mend(.es))
    }
}

extension Stack {
    /// Tells whether the file that the service reads holds the recorded password. Where it does
    /// not, one of both is older, and the records cannot tell which.
    fileprivate func fileHoldsRecord(_ field: CredentialField) throws -> Bool {
        let name: SecretFile.Name = field == .redis ? .redisConfiguration : .postgresPassword
        guard !folder.isFolder(name) else { return false }
        let wanted = try secretFiles().first { $0.name == name }
        return try folder.secret(name) == wanted?.bytes
    }
}

extension ContainerEngine {
    /// Returns the id of each image that has one.
    func ids(of images: [ImageReference]) async throws -> [ImageReference: String] {
        var ids: [ImageReference: String] = [:]
        for image in images { ids[image] = try await imageID(image) }
        return ids
    }
}
