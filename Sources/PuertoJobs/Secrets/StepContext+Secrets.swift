internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension StepContext {
    /// Makes the secret files that may be written now. A file with another password than the record
    /// is replaced only when the running server takes the recorded one, or when there is no data
    /// that was made with the file's: else it stays, and the log says so.
    func provenSecrets(of stack: Stack) async throws -> [SecretFile] {
        var files = try stack.secretFiles(redisTakesOld: true)
        for field in [CredentialField.postgres, .redis] where try stack.hasOtherFiled(field) {
            guard try await !isTaken(stack, field), try await hasData(stack, field) else {
                continue
            }
            say(
                "kept: \(stack.secretName(field)); \(field.server) has not taken the recorded "
                    + "password, which is another one")
            files.removeAll { field.files.contains($0.name) }
            files += try stack.keptFiles(field)
        }
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

    private func isTaken(_ stack: Stack, _ field: CredentialField) async throws -> Bool {
        let recorded =
            field == .postgres ? try stack.databasePassword() : try stack.password(field)
        return try await login(stack, field, with: recorded) == .accepted
    }

    private func login(_ stack: Stack, _ field: CredentialField, with password: [UInt8])
        async throws -> LoginAnswer?
    {
        try await stack.login(field, password, try await containers(stack))
    }

    private func hasData(_ stack: Stack, _ field: CredentialField) async throws -> Bool {
        let role: VolumeSpec.Role = field == .redis ? .redis : .postgres
        let name = stack.spec.volumes.first { $0.role == role }?.name
        return try await engine.get().volumes(ofWorkspace: stack.identity.workspace)
            .contains { $0 == name }
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
