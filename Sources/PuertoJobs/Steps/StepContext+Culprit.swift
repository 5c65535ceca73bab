internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

// An error names the container that fails, with the last line of its log: the operator sees the
// reason at once, and the hint leads to the right log.

extension StepContext {
    /// The error for a container that ends again and again.
    func ended(_ container: ContainerState, _ stack: Stack) async throws -> PuertoError {
        let words = try await lastLine(of: container, stack)
        return PuertoError(
            .io,
            "'\(container.name)' ends again and again (\(container.restarts) times), exit code "
                + "\(container.exitCode)\(words)",
            hint: "docker logs \(container.name)")
    }

    /// The error for a wait that was over without success. A container that does not run is the
    /// culprit; else one of the services that failed the probe.
    func late(
        _ text: String, _ containers: OwnContainers, _ failing: Set<ServiceKind>, _ stack: Stack
    ) async throws -> PuertoError {
        let odd = containers.all.filter { !$0.isRunning || $0.restarts > 2 }
        let culprit =
            odd.first { $0.service.map(failing.contains) == true } ?? odd.first
            ?? containers.all.first { $0.service.map(failing.contains) == true }
        guard let culprit else {
            return PuertoError(
                .io, text, hint: "puerto reconcile \(stack.slug) makes what is missing")
        }
        let words = try await lastLine(of: culprit, stack)
        return PuertoError(
            .io, text + StepContext.troubles(containers) + "; '\(culprit.name)'\(words)",
            hint: "docker logs \(culprit.name)")
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

    private func lastLine(of container: ContainerState, _ stack: Stack) async throws -> String {
        guard let line = try await engine.get().lastLine(of: container) else {
            return ", and its log is empty"
        }
        return ", and said last: \(try stack.redactor()(String(line.prefix(300))))"
    }
}
