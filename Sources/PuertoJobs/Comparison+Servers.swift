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
        let probe = try stack.probe(containers)
        let lost = try await lostPasswords(of: stack)
        var drift: [Drift] = []
        for login in await probe.logins() {
            let kind = login.field == .redis ? ServiceKind.redis : .postgres
            guard let container = containers[kind], container.isRunning else { continue }
            guard let problem = login.problem else {
                if kind == .postgres { drift += try await lostFiles(stack, probe) }
                continue
            }
            guard lost[login.field] == nil else { continue }
            drift.append(
                Drift(
                    .container, subject: container.name,
                    found: login.answer.isSilent ? "hangs: \(problem)" : problem,
                    mend: try mend(login.answer, login.field, stack)))
        }
        return drift
    }

    /// Where the stack's file holds the record, the server gets that back. Where it holds another
    /// value and the server takes neither, only a person knows which one it takes.
    private func mend(_ answer: LoginAnswer, _ field: CredentialField, _ stack: Stack) throws
        -> String
    {
        if answer.isLoss { return "\(PuertoError.restoring) says how to restore it" }
        return try answer == .wrongPassword && stack.hasOtherFiled(field)
            ? "puerto credential set \(stack.slug) \(field.rawValue) < FILE"
            : "puerto reconcile \(stack.slug)"
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
