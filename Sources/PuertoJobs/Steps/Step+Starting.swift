internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

extension Step {
    /// Checks names, ports, addresses, memory, disk and images before anything is changed.
    static let preflight = Step(.preflight) { preview in
        let stack = try preview.stack()
        let ports = stack.whole.ports.map { "127.0.0.1:\($0)" }.joined(separator: ", ")
        let engine = try await preview.engine.get()
        var found = try await preview.world.preflight(stack, engine)
        let losses = try await preview.world.losses(
            stack, engine, volumes: found.ownVolumes, containers: found.containers, inside: true)
        let newData = preview.parameters.newData
        let pulled =
            found.unnamedImages.keys.map { "name image again: \($0)" }.sorted()
            + found.missingImages.map { "pull image: \($0)" }
        found.missingImages = []
        var lines = [
            "ports: \(ports)",
            "images: \(stack.spec.images.map(\.text).joined(separator: ", "))",
        ]
        lines += stack.spec.limitLines
        lines += stack.spec.networks.map { "network: \($0.name) \($0.subnet)" }
        if preview.action == .upgrade {
            lines += stack.closedLines
        } else {
            lines += try await preview.networkLines()
        }
        lines += found.remarks
        lines += stack.volumeLines(found.ownVolumes, losses, newData: newData)
        lines += try preview.world.downgradeLines(stack)
        lines += try await preview.world.imageLines(stack, found.containers, engine) + pulled
        lines += found.problems.map { "stops here: \($0)" }
        lines += losses.filter { !newData || !$0.canBeGivenUp }
            .map { "stops here: \($0.error(of: stack))" }
        return lines
    } run: { context in
        var stack = try await context.stack()
        let preflight = try await context.preflight(stack)
        context.say("\(try await context.engine.get().name)")
        context.say(preflight.summary)
        for remark in preflight.remarks { context.say(remark) }
        try preflight.check()
        if context.job.action == .upgrade {
            try await context.checkOpen(stack)
            try await context.checkNetworks(stack)
        }
        try await context.checkData(&stack, preflight)
        if stack.tenant.status == .draft {
            try context.world.store.setStatus(.provisioning, reason: nil, context.lease)
        }
    }

    /// Writes the stack file and the secrets beside it.
    static let files = Step(.files) { preview in
        let stack = try preview.stack()
        let names = try stack.secretFiles().map { "\($0.name.rawValue): \(Secret.redacted)" }
        let isSame = try stack.folder.composeFile() == Array(stack.compose.utf8)
        var lines = ["stacks/\(stack.slug)/compose.yaml: \(isSame ? "as it is" : "written")"]
        lines += names
        // A rotation has made another database URL before this step.
        var replaces = preview.action == .rotate && preview.parameters.field == .postgres
        if !replaces, try stack.replacesDatabaseURL(stack.secretFiles()) {
            let (files, kept) = try await stack.provenSecrets(preview.engine)
            lines += kept
            replaces = try stack.replacesDatabaseURL(files)
        }
        guard replaces else { return lines }
        return try await lines
            + stack.readers(in: preview.containers()).map {
                "remove container \($0.container.name): \($0.reason)"
            }
    } run: { context in
        try await context.writeFiles(try await context.stack())
    }

    /// Starts PostgreSQL and Redis with their networks and volumes.
    static let data = Step(.data) { preview in
        let stack = try preview.stack()
        let up = try await preview.engine.get().compose.up(
            stack.identity, stack.dataServices, in: stack.folder.path)
        let ended = try await stack.openContainers(
            preview.containers().all, isNew: preview.parameters.newData)
        return ended.map { "remove container \($0.container.name): \($0.reason)" } + ["\(up)"]
    } run: { context in
        let stack = try await context.stack()
        try await context.close(stack)
        try await context.clearOldNetworks(stack)
        try await context.up(stack, stack.dataServices)
    }

    /// Waits until both accept the tenant's own passwords.
    static let database = Step(.database) { preview in
        let services = try preview.stack().dataServices.map(\.rawValue)
        return ["wait for logins to \(services.joined(separator: ", "))"]
    } run: { context in
        try await context.waitForLogins()
        try await context.markVolumes()
    }

    /// Starts the application and its worker.
    static let application = Step(.application) { preview in
        let stack = try preview.stack()
        let up = try await preview.engine.get().compose.up(
            stack.identity, [], in: stack.folder.path)
        return ["\(up)"]
    } run: { context in
        try context.world.store.holdVolumes(context.lease)
        // A rotation has made another database URL in between.
        let stack = try await context.stack()
        try await context.writeFiles(stack)
        try await context.up(stack, [])
    }

    /// Waits until the whole stack is healthy.
    static let health = Step(.health) { preview in
        ["wait until healthy, \(preview.world.settings.patience) s at most"]
    } run: { context in
        try await context.waitForHealth()
        try await context.recordWhatRuns()
    }

    /// Records the tenant's new status.
    static func record(_ status: Tenant.Status) -> Step {
        Step(.record) { preview in
            ["status: \(status.rawValue)"] + preview.parameters.lines
        } run: { context in
            let reason = status == .suspended || status == .archived
            try context.world.store.setStatus(
                status, reason: reason ? context.job.parameters.reason : nil, context.lease)
        }
    }
}

extension Stack {
    var dataServices: [ServiceKind] {
        spec.services.map(\.kind).filter { $0 == .postgres || $0 == .redis }
    }
}

extension StepContext {
    /// Reads everything that a start depends on, and pulls missing images.
    func preflight(_ stack: Stack) async throws -> Preflight {
        let engine = try await engine.get()
        var preflight = try await world.preflight(stack, engine)
        for (image, id) in preflight.unnamedImages {
            do {
                try await perform(engine.docker.tag(id, as: image), try stack.redactor())
            } catch let error as PuertoError {
                // The image itself is gone too.
                say("\(image): \(error.message)")
                preflight.missingImages.append(image)
            }
        }
        try await pull(preflight.missingImages, stack, for: &preflight)
        return preflight
    }

    /// Writes the files that differ from what the record asks for. A stack file that was edited by
    /// hand is kept under another name. Images are checked, except on the way back to those that
    /// ran. With a `field` it writes no other password's files: a rotation of Redis starts no
    /// application, and so must not take one away.
    func writeFiles(_ stack: Stack, of field: CredentialField? = nil, isGoingBack: Bool = false)
        async throws
    {
        if !isGoingBack { try world.checkImages(of: stack, for: job) }
        let environment = ComposeFile.environment(of: stack.spec)
        if let old = try stack.folder.adopt(
            environment: environment, former: stack.facts.former)
        {
            say("stacks/\(old) is stacks/\(stack.slug) now")
        }
        try stack.folder.checkOwner(environment: environment)
        let text = stack.compose
        let (wanted, found) = (Digest.sha256(Array(text.utf8)), try stack.folder.composeFile())
        if let found, found != Array(text.utf8), Digest.sha256(found) != stack.facts.applied {
            let kept = try stack.folder.keepEdited()
            say("compose.yaml was edited by hand: kept as \(kept), and written anew")
        } else if let found, found != Array(text.utf8), !stack.facts.images.isEmpty {
            try stack.folder.keepFormer(found)
        }
        let secrets = try await provenSecrets(of: stack)
            .filter { field?.files.contains($0.name) ?? true }
        try await removeReaders(of: secrets, stack)
        let written = try stack.folder.write(
            compose: text, environment: environment, secrets: secrets)
        if !written.isEmpty { say("written: \(written.joined(separator: ", "))") }
        try world.store.setApplied(wanted, lease)
    }

    /// Removes containers and networks when the record has other ones, as after a move to another
    /// slot: an existing network cannot change its addresses or its bridge. Data stays in its
    /// volumes.
    func clearOldNetworks(_ stack: Stack) async throws {
        let engine = try await engine.get()
        let networks = try await engine.networks(of: stack.identity)
        guard let first = stack.differences(of: networks).first else { return }
        say("network \(first.english): containers and networks are made anew")
        let redactor = try stack.redactor()
        let running = try await containers(stack).running()
        if !running.isEmpty {
            let grace = stack.spec.services.map(\.grace).max() ?? 10
            try await perform(engine.docker.stop(running, grace: grace), redactor)
        }
        let all = try await containers(stack)
        if !all.isEmpty { try await perform(engine.docker.remove(all), redactor) }
        try await perform(engine.docker.removeNetworks(networks), redactor)
    }

    /// Starts these services, or all, with Compose. It first waits for any other Compose that works
    /// on the stack: the Compose of a dead worker goes on for a while.
    func up(_ stack: Stack, _ services: [ServiceKind]) async throws {
        try await waitForOtherCompose(stack)
        let engine = try await engine.get()
        // Compose acts on whatever belongs to the project, and not every job that comes here has
        // run the preflight.
        if let stranger = try await engine.foreignMembers(of: stack.identity).first {
            throw Preflight.stranger(stranger, in: stack.identity)
        }
        try await checkVolumes(stack)
        try await clearMoved(stack)
        try await perform(
            engine.compose.up(stack.identity, services, in: stack.folder.path), try stack.redactor()
        )
        try await mendPlumbing(stack, services)
    }

    private func waitForOtherCompose(_ stack: Stack) async throws {
        for round in 0..<600 {
            let others = Machine.processes(mentioning: stack.identity.project)
            guard !others.isEmpty else { return }
            if round == 0 { say("waiting for process \(others[0]), which works on this stack") }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw PuertoError(
            .busy, "another Compose works on '\(stack.slug)'",
            hint: "see ps for --project-name \(stack.identity.project)"
        ).spanish(
            "otro Compose trabaja en '\(stack.slug)'",
            hint: "búscalo en ps por --project-name \(stack.identity.project)")
    }
}
