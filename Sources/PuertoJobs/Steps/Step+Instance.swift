internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import Windmill

extension Step {
    /// Starts Windmill without a published port, and replaces the stock password before any worker
    /// runs.
    static let secure = Step(.secure) { preview in
        let stack = try preview.stack()
        guard !stack.facts.isOpen else { return [stack.isOpenWords] }
        let up = try await preview.engine.get().compose.up(
            stack.identity, [.windmill], in: stack.folder.path)
        return [
            "\(up)", "without a published port and without a worker",
            "replace the stock password; see it refused",
        ]
    } run: { context in
        try await context.secure()
    }

    /// Brings settings, workspace and the client's login to their wanted state.
    static let instance = Step(.instance) { preview in
        let stack = try preview.stack()
        guard !stack.facts.instance.isLeft else { return [stack.isOpenWords] }
        let id = stack.facts.instance.workspace ?? stack.slug.workspaceID
        return ["make what is missing: token, settings, workspace \(id)"] + stack.loginLines
    } run: { context in
        let stack = try await context.stack()
        guard !stack.facts.instance.isLeft else { return context.say(stack.isOpenWords) }
        for line in stack.loginLines { context.say(line) }
        try await context.running {
            if try await !context.recordedSetup.isSecured(context.instanceData()) {
                for step in [Step.secure, .application, .health] { try await step.run(context) }
            }
            try await context.recordedSetup.setUp()
        }
    }

    /// Has the client's worker run a script.
    static let smoke = Step(.smoke) { preview in
        let stack = try preview.stack()
        guard !stack.facts.instance.isLeft else { return [stack.isOpenWords] }
        return ["run f/puerto/smoke and compare its result"]
    } run: { context in
        try await context.running { try await context.smoke() }
    }
}

extension Stack {
    /// A line for a stack that is not closed.
    fileprivate var isOpenWords: String {
        facts.instance.isLeft
            ? "as it is: its logins were not made by Puerto"
            : "as it is: the stock password is gone"
    }

    /// A line about the client's own login.
    fileprivate var loginLines: [String] {
        guard let email = tenant.contact.email else {
            return ["no login for the client: the record has no contact's e-mail"]
        }
        guard facts.credentials[.app] != nil else {
            return ["no login for the client: no credential 'app' is recorded"]
        }
        guard facts.next[.app] == nil else {
            return ["the client's login: its password is being rotated"]
        }
        return ["the client's login: \(email)"]
    }
}

extension StepContext {
    fileprivate func secure() async throws {
        var stack = try await stack()
        guard !stack.facts.instance.isLeft else { return say(stack.isOpenWords) }
        let data = try await instanceData()
        guard !stack.facts.isSecured(in: data) else { return say(stack.isOpenWords) }
        try world.store.forgetSecured(lease)
        stack = try await self.stack()
        try await writeFiles(stack)
        try await close(stack)
        try await up(stack, [.windmill])
        try await waitForWindmill()
        try await recordedSetup.secure(data)
    }

    /// Does a part of a start after the stack has become healthy. A client that was stopped before
    /// runs even when the part fails, and its record says so.
    fileprivate func running(_ part: () async throws -> Void) async throws {
        do { try await part() } catch {
            let slug = try await stack().slug
            switch try world.store.tenant(slug).status {
            case .suspended, .archived: try world.store.setStatus(.degraded, reason: nil, lease)
            case .draft, .provisioning, .ready, .degraded: break
            }
            throw error
        }
    }

    /// Asks the client's PostgreSQL which data its Windmill has. Throws `io` while it does not run.
    func instanceData() async throws -> InstanceData {
        let stack = try await stack()
        guard let data = try await stack.instanceData(try await containers(stack)) else {
            throw PuertoError(
                .io, "the database of '\(stack.slug)' does not answer, or is not there"
            ).spanish("la base de datos de '\(stack.slug)' no responde o no existe")
        }
        return data
    }

    /// Waits until Windmill answers at its own container's address.
    private func waitForWindmill() async throws {
        let end = ContinuousClock.now + .seconds(world.settings.patience)
        var (said, crashes) = ("", CrashWatch())
        while true {
            try checkInterruption()
            let stack = try await stack()
            let containers = try await containers(stack)
            if let one = crashes.look(containers) { throw try await ended(one, stack) }
            guard let reason = await stack.silence(containers) else { return }
            if reason != said { say("application: \(reason)") }
            said = reason
            guard ContinuousClock.now < end else {
                let patience = world.settings.patience
                throw try await late(
                    RecordedText(
                        "application: \(reason), after \(patience) s",
                        spanish: "aplicación: \(FindingText.words(reason, .es)), después de "
                            + "\(patience) s"), containers, [.windmill], stack)
            }
            try await Task.sleep(for: .milliseconds(150))
        }
    }

    fileprivate func smoke() async throws {
        let stack = try await stack()
        guard !stack.facts.instance.isLeft else { return say(stack.isOpenWords) }
        let isKnown: Bool
        switch stack.tenant.status {
        case .draft, .provisioning: isKnown = false
        case .ready, .degraded, .suspended, .archived: isKnown = true
        }
        // The worker of a client that works has jobs of its own to end before.
        guard let name = try await recordedSetup.smoke(isPatient: isKnown) else { return }
        let worker = stack.container(.worker, in: try await containers(stack))
        guard let worker, !name.isEmpty, worker.id.hasPrefix(name) else {
            throw PuertoError(
                .conflict, "another worker than the client's own has run the smoke job: \(name)"
            ).spanish(
                "la tarea de prueba la ejecutó un worker que no es el del cliente: \(name)")
        }
        say("\(worker.name) has run the smoke job")
    }
}

extension Stack {
    /// Returns why Windmill does not answer inside; `nil` when it does.
    fileprivate func silence(_ containers: OwnContainers) async -> String? {
        do {
            _ = try await windmill(containers).version()
            return nil
        } catch let error as ServicePeer.Missing {
            return error.reason
        } catch { return (error as? WindmillError)?.brief ?? "does not answer" }
    }
}
