internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Comparison {
    /// Logs in to the data services with the recorded passwords, and looks for missing files of
    /// tables. Services that do not run are another finding, and so are passwords that only the
    /// stack's files still hold.
    func serverDrift(_ stack: Stack, _ own: [ContainerState]) async throws -> [Drift] {
        guard !stack.isRotating, stack.facts.credentials[.postgres] != nil else { return [] }
        let containers = try OwnContainers(own, of: stack.identity)
        let probe = try stack.probe(containers, listeners)
        let lost = try await lostPasswords(of: stack)
        var drift: [Drift] = []
        let findings = await probe.findings()
        for login in findings.map(\.login) {
            let kind = login.field == .redis ? ServiceKind.redis : .postgres
            guard let container = stack.container(kind, in: containers), container.isRunning
            else { continue }
            guard let problem = login.problem else {
                if kind == .postgres { drift += try await lostFiles(stack, containers) }
                continue
            }
            guard lost[login.field] == nil else { continue }
            drift.append(
                Drift(
                    .container, subject: container.name,
                    found: login.answer.isSilent ? "hangs: \(problem)" : problem,
                    mend: try mend(
                        login.answer, login.field, stack,
                        isReached: stack.isReached(login.field, in: containers))))
        }
        return drift + portDrift(findings.compactMap(\.port), stack)
    }

    /// Where the stack's file holds the record, the server gets that back. Where it holds another
    /// value and the server takes neither, only a person knows which one it takes.
    private func mend(
        _ answer: LoginAnswer, _ field: CredentialField, _ stack: Stack, isReached: Bool
    ) throws -> String {
        if answer.isLoss { return "\(PuertoError.restoring) says how to restore it" }
        if case .withheld = answer, field == .postgres, isReached {
            return "puerto shell \(stack.slug) postgres, and in pg_hba.conf: host all all all "
                + "scram-sha-256"
        }
        return try answer == .wrongPassword && stack.hasOtherFiled(field)
            ? "puerto credential set \(stack.slug) \(field.rawValue) < FILE"
            : "puerto reconcile \(stack.slug)"
    }

    private func lostFiles(_ stack: Stack, _ containers: OwnContainers) async throws -> [Drift] {
        guard case .success(let peer) = stack.peer(.postgres, in: containers) else { return [] }
        let password = try stack.databasePassword()
        let login = PostgresLogin(peer)
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
