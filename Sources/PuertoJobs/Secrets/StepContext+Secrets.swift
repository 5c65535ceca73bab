internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension StepContext {
    /// Makes the secret files that may be written now; the log names those that stay.
    func provenSecrets(of stack: Stack) async throws -> [SecretFile] {
        let (files, kept) = try await stack.provenSecrets(engine)
        for line in kept { say(line) }
        return files
    }

    /// Removes the containers of the application when the database URL that they have mounted is
    /// about to be replaced: one that runs keeps the file that it began with, whatever takes its
    /// place. This comes before the file is written, so that a job that ends in between does it
    /// again.
    func removeReaders(of secrets: [SecretFile], _ stack: Stack) async throws {
        guard try stack.replacesDatabaseURL(secrets) else { return }
        let own = try await containers(stack)
        try await remove(stack.readers(in: own), own, stack)
    }

    /// Throws `conflict` when the server refuses the recorded password, before a rotation makes the
    /// next one. A rotation that has begun goes on: the server may have the next one already.
    func checkRecorded(_ field: CredentialField) async throws {
        let stack = try await stack()
        guard try stack.nextPassword(field) == nil,
            try await login(stack, field, with: stack.password(field)) == .wrongPassword
        else { return }
        let isFiled = try await isOpenedByItsFile(stack, field)
        throw PuertoError(
            .conflict,
            "\(field.server) does not take the recorded password"
                + (isFiled ? ", but that of \(stack.secretName(field))" : ""),
            hint: isFiled
                ? "puerto credential adopt \(stack.slug) \(field.rawValue) takes it into the record"
                : "record the one that it takes: puerto credential set \(stack.slug) "
                    + field.rawValue
        ).spanish(
            "\(field.server) no acepta la contraseña registrada"
                + (isFiled ? ", pero sí la de \(stack.secretName(field))" : ""),
            hint: isFiled
                ? "puerto credential adopt \(stack.slug) \(field.rawValue) la pasa al registro"
                : "registra la que acepta: puerto credential set \(stack.slug) \(field.rawValue)")
    }

    /// Tells whether the running server takes the password that its file holds.
    func isOpenedByItsFile(_ stack: Stack, _ field: CredentialField) async throws -> Bool {
        guard let filed = try stack.filedPassword(field) else { return false }
        return try await login(stack, field, with: filed) == .accepted
    }

    private func login(_ stack: Stack, _ field: CredentialField, with password: [UInt8])
        async throws -> LoginAnswer?
    {
        try await stack.login(field, password, try await containers(stack))
    }

}

extension Stack {
    /// Makes the secret files that may be written now, and a line for each that stays. A file with
    /// another password than the record is replaced only when the running server takes the recorded
    /// one, or when there is no data that was made with the file's.
    func provenSecrets(_ engine: EngineCache) async throws -> (files: [SecretFile], kept: [String])
    {
        var files = try secretFiles(redisTakesOld: true)
        var kept: [String] = []
        for field in [CredentialField.postgres, .redis] where try hasOtherFiled(field) {
            let engine = try await engine.get()
            guard try await !takesRecorded(field, engine), try await hasData(field, engine) else {
                continue
            }
            kept.append(
                "kept: \(secretName(field)); \(field.server) has not taken the recorded password, "
                    + "which is another one")
            files.removeAll { field.files.contains($0.name) }
            files += try keptFiles(field)
        }
        return (files, kept)
    }

    private func takesRecorded(_ field: CredentialField, _ engine: ContainerEngine) async throws
        -> Bool
    {
        let recorded = field == .postgres ? try databasePassword() : try password(field)
        return try await login(field, recorded, engine.containers(of: identity)) == .accepted
    }

    private func hasData(_ field: CredentialField, _ engine: ContainerEngine) async throws -> Bool {
        let role: VolumeSpec.Role = field == .redis ? .redis : .postgres
        let name = spec.volumes.first { $0.role == role }?.name
        return try await engine.volumes(ofWorkspace: identity.workspace).contains { $0 == name }
    }
}

extension Stack {
    /// Tries a password at the stack's own running container. `nil` when it does not run: another
    /// program at its port gets no password.
    func login(_ field: CredentialField, _ password: [UInt8], _ containers: OwnContainers)
        async throws -> LoginAnswer?
    {
        guard let kind = field.service, container(kind, in: containers)?.isRunning == true else {
            return nil
        }
        switch peer(field, in: containers) {
        case .failure(let missing): return .withheld(missing.reason)
        case .success(let peer): return await peer.login(field, password)
        }
    }
}

extension Stack {
    /// Tells whether the file of the database URL is there with another one than will be written.
    func replacesDatabaseURL(_ secrets: [SecretFile]) throws -> Bool {
        guard let wanted = secrets.first(where: { $0.name == .databaseURL }),
            let found = try folder.secret(.databaseURL)
        else { return false }
        return found != wanted.bytes
    }

    /// The containers that have the database URL mounted, with the reason to make them anew.
    func readers(in own: OwnContainers) -> [(container: ContainerState, reason: String)] {
        let name = SecretFile.Name.databaseURL
        return spec.services.filter { $0.secrets.contains(name) }.compactMap {
            container($0.kind, in: own)
        }.map { ($0, "secrets/\(name.rawValue) is another one now") }
    }
}
