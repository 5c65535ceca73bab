internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

// An error names the container that fails, with the last line of its log: the operator sees the
// reason at once, and the hint leads to the right log.

extension StepContext {
    /// The error for a container that ends again and again.
    func ended(_ container: ContainerState, _ stack: Stack) async throws -> PuertoError {
        let words = try await lastLine(of: container, stack)
        let (name, times) = (container.name, container.restarts)
        let code = container.isRunning ? "" : ", exit code \(container.exitCode)"
        let spanishCode = container.isRunning ? "" : ", código de salida \(container.exitCode)"
        return PuertoError(
            .io, "'\(name)' ends again and again (\(times) times)\(code)\(words.english)",
            hint: "docker logs \(name)"
        ).spanish(
            "'\(name)' se cierra una y otra vez (\(times) veces)\(spanishCode)\(words(.es))",
            hint: "docker logs \(name)")
    }

    /// The error for a wait that was over without success. A container that does not run is the
    /// culprit; else one of the services that failed the probe.
    func late(
        _ text: RecordedText, _ containers: OwnContainers, _ failing: Set<ServiceKind>,
        _ stack: Stack
    ) async throws -> PuertoError {
        let odd = containers.all.filter { !$0.isRunning || $0.restarts > 2 }
        let culprit =
            odd.first { $0.service.map(failing.contains) == true } ?? odd.first
            ?? containers.all.first { $0.service.map(failing.contains) == true }
        guard let culprit else {
            return PuertoError(
                .io, text.english, hint: "puerto reconcile \(stack.slug) makes what is missing"
            ).spanish(text(.es), hint: "puerto reconcile \(stack.slug) crea lo que falta")
        }
        let words = try await lastLine(of: culprit, stack)
        let (name, troubles) = (culprit.name, StepContext.troubles(containers))
        return PuertoError(
            .io, "\(text.english)\(troubles.english); '\(name)'\(words.english)",
            hint: "docker logs \(name)"
        ).spanish(
            "\(text(.es))\(troubles(.es)); '\(name)'\(words(.es))", hint: "docker logs \(name)")
    }

    /// The services that a finding speaks of.
    static func failing(_ finding: StackProbe.Finding) -> Set<ServiceKind> {
        var kinds: Set<ServiceKind> = []
        for problem in finding.problems {
            if problem.hasPrefix("Redis") { kinds.insert(.redis) }
            if problem.hasPrefix("PostgreSQL") { kinds.insert(.postgres) }
            if problem.hasPrefix("application") {
                kinds.insert(problem.hasSuffix("no worker is alive") ? .worker : .windmill)
            }
        }
        // Without its database the application cannot be healthy.
        let data: Set<ServiceKind> = [.postgres, .redis]
        return kinds.isDisjoint(with: data) ? kinds : kinds.intersection(data)
    }

    private func lastLine(of container: ContainerState, _ stack: Stack) async throws
        -> RecordedText
    {
        guard let line = try await engine.get().lastLine(of: container) else {
            return RecordedText(", and its log is empty", spanish: ", y su registro está vacío")
        }
        let said = try stack.redactor()(String(line.prefix(300)))
        return RecordedText(", and said last: \(said)", spanish: ", y lo último que dijo: \(said)")
    }
}
