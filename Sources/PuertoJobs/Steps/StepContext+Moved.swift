internal import PuertoCore
internal import PuertoEngine

extension StepContext {
    /// Removes containers whose secrets are mounted from another folder than the stack's: the
    /// workspace has moved. Compose makes them anew; data stays in its volumes.
    func clearMoved(_ stack: Stack) async throws {
        let moved = try await containers(stack).madeElsewhere(than: stack.folder)
        guard !moved.isEmpty else { return }
        say("the workspace has moved: containers are made anew in \(stack.folder.path)")
        let engine = try await engine.get()
        let redactor = try stack.redactor()
        let running = moved.running()
        if !running.isEmpty {
            let grace = stack.spec.services.map(\.grace).max() ?? 10
            try await perform(engine.docker.stop(running, grace: grace), redactor)
        }
        try await perform(engine.docker.remove(moved), redactor)
    }
}

extension Stack {
    /// Throws `conflict` for containers that cannot start again, since their secrets are elsewhere.
    func refuseMoved(_ containers: OwnContainers) throws {
        guard let first = containers.madeElsewhere(than: folder).all.first else { return }
        throw PuertoError(
            .conflict,
            "the container '\(first.name)' mounts its secrets from '\(first.folder ?? "")', where "
                + "the workspace was before",
            hint: "puerto reconcile \(slug) makes it anew; its data stays"
        ).spanish(
            "el contenedor '\(first.name)' monta sus secretos desde '\(first.folder ?? "")', donde "
                + "estaba antes el espacio de trabajo",
            hint: "puerto reconcile \(slug) lo crea de nuevo; sus datos se quedan")
    }
}
