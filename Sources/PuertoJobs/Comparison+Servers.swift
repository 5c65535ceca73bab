internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Comparison {
    /// Logs in to the data services with the recorded passwords, and looks for missing files of
    /// tables. Services that do not run are another finding.
    func serverDrift(_ stack: Stack, _ own: [ContainerState]) async throws -> [Drift] {
        guard !stack.isRotating, stack.facts.credentials[.postgres] != nil else { return [] }
        let containers = try OwnContainers(own, of: stack.identity)
        let probe = try stack.probe(containers)
        var drift: [Drift] = []
        for login in await probe.logins() {
            let kind = login.field == .redis ? ServiceKind.redis : .postgres
            guard let container = containers[kind], container.isRunning else { continue }
            guard let problem = login.problem else {
                if kind == .postgres { drift += try await lostFiles(stack, probe) }
                continue
            }
            let restoring = "\(PuertoError.restoring) says how to restore it"
            drift.append(
                Drift(
                    .container, subject: container.name,
                    found: login.answer.isSilent ? "hangs: \(problem)" : problem,
                    mend: login.answer.isLoss ? restoring : "puerto reconcile \(stack.slug)"))
        }
        return drift
    }

    private func lostFiles(_ stack: Stack, _ probe: StackProbe) async throws -> [Drift] {
        guard let address = probe.addresses.postgres, let password = probe.postgres else {
            return []
        }
        let login = PostgresLogin(host: address.host, port: address.port)
        let lost = await blocking { Result { try login.relationsWithoutFiles(password) } }
        let subject = stack.spec.volumes.first { $0.role == .postgres }?.name ?? ""
        switch lost {
        case .success(let names):
            guard !names.isEmpty else { return [] }
            return [
                Drift(
                    .container, subject: "volume \(subject)",
                    found: "files are missing, as of \(names.joined(separator: ", "))",
                    mend: "\(PuertoError.restoring) says how to restore it")
            ]
        case .failure(let error):
            return [
                Drift(
                    .container, subject: "volume \(subject)",
                    found: (error as? PuertoError)?.message ?? "\(error)",
                    mend: "docker logs \(stack.tenant.containers.postgres)")
            ]
        }
    }
}
