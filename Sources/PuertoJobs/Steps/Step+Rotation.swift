internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

// A rotation is a transaction in the open. The new value is recorded beside the old one before any
// server gets it, and the old one is deleted only after the server has refused it. At every moment
// one of the two recorded values works.

extension Step {
    /// Makes a new value and records it beside the one in use.
    static func newPassword(_ field: CredentialField) -> Step {
        Step(.newPassword) { preview in
            let stack = try preview.stack()
            return stack.closedLines + (field == .app ? stack.loginStops : [])
                + ["make a new value for \(field.rawValue): \(Secret.redacted)"]
        } run: { context in
            try await context.checkOpen(try await context.stack())
            if field == .app { try await context.checkLogin() }
            try await context.checkRecorded(field)
            try await context.checkNetworks(try await context.stack())
            // A server with the new value, and files that cannot be made, is a client that is down.
            _ = try await context.stack().secretFiles()
            _ = try context.world.store.recordNextCredential(field, context.lease)
        }
    }

    /// Sets the new value at the server. Redis takes both values from now on; PostgreSQL takes one.
    static func switchPassword(_ field: CredentialField) -> Step {
        Step(.switchPassword) { preview in
            [field == .postgres ? "ALTER ROLE postgres" : "ACL SETUSER default, both values"]
        } run: { context in
            let rotation = try await Rotation(field, context)
            // One that was begun before stacks had bridges with names is not finished on them.
            try await context.checkNetworks(rotation.stack)
            try await context.countChange()
            if field == .postgres { return try await rotation.alterRole() }
            try await context.writeFiles(rotation.stack, of: field)
            try await rotation.setRedisPasswords([rotation.old, rotation.new])
        }
    }

    /// Makes Redis take the new value only, now and after its next start.
    static func dropOldPassword(_ field: CredentialField) -> Step {
        Step(.dropOldPassword) { preview in
            [field == .postgres ? "nothing: PostgreSQL has one value" : "ACL SETUSER default"]
        } run: { context in
            guard field == .redis else { return }
            let rotation = try await Rotation(field, context)
            // The file gets the new value alone only after the server has taken it.
            try await rotation.checkTaken()
            _ = try rotation.stack.folder.write(
                compose: rotation.stack.compose,
                environment: ComposeFile.environment(of: rotation.stack.spec),
                secrets: try rotation.stack.secretFiles(redisTakesOld: false)
                    .filter { field.files.contains($0.name) })
            try await rotation.setRedisPasswords([rotation.new])
        }
    }

    /// Logs in to the server to prove that it takes the new value and refuses the old one.
    static func proof(_ field: CredentialField) -> Step {
        Step(.proof) { preview in
            ["log in with the new value; see the old one refused"]
        } run: { context in
            let rotation = try await Rotation(field, context)
            guard await rotation.attempt(rotation.new) == .accepted else {
                throw field.refusesTheNewValue
            }
            guard await rotation.attempt(rotation.old) == .wrongPassword else {
                throw PuertoError(.io, "\(field.rawValue) still takes the old value")
                    .spanish("\(field.rawValue) todavía acepta la contraseña anterior")
            }
            context.say("the new value is accepted, the old one is refused")
        }
    }

    /// Records the new value in place of the old one, which is deleted.
    static func promotion(_ field: CredentialField) -> Step {
        Step(.record) { preview in
            ["record the new value; forget the old one"]
        } run: { context in
            try context.world.store.promoteCredential(field, context.lease)
        }
    }
}

/// A server and its two passwords.
private struct Rotation: Sendable {
    let field: CredentialField
    let stack: Stack
    let old: [UInt8]
    let new: [UInt8]
    let peer: ServicePeer

    /// Throws `conflict` when no new value is recorded, and when the service does not run.
    init(_ field: CredentialField, _ context: StepContext) async throws {
        let stack = try await context.stack()
        guard let new = try stack.nextPassword(field) else {
            throw stack.noNextPassword(field)
        }
        switch stack.peer(field, in: try await context.containers(stack)) {
        case .success(let peer): self.peer = peer
        case .failure(let missing):
            throw PuertoError(
                .conflict,
                "'\(stack.slug)' has no \(field.rawValue) that runs: \(missing.reason)",
                hint: "puerto reconcile \(stack.slug)"
            ).spanish(
                "'\(stack.slug)' no tiene en marcha su \(field.rawValue): "
                    + FindingText.words(missing.reason, .es),
                hint: "puerto reconcile \(stack.slug)")
        }
        self.field = field
        self.stack = stack
        self.new = new
        self.old = try stack.password(field)
    }

    func attempt(_ password: [UInt8]) async -> LoginAnswer {
        await peer.login(field, password)
    }

    func checkTaken() async throws {
        guard await attempt(new) == .accepted else {
            throw field.refusesTheNewValue
        }
    }

    func alterRole() async throws {
        if await attempt(new) == .accepted { return }
        let (old, new) = (old, new)
        let login = PostgresLogin(peer)
        try await blocking { Result { try login.change(from: old, to: new) } }.get()
    }

    /// Sets the passwords that Redis takes, logged in with the one of the two that it takes now.
    func setRedisPasswords(_ passwords: [[UInt8]]) async throws {
        let key = await attempt(new) == .accepted ? new : old
        let login = RedisLogin(peer)
        try await blocking {
            Result {
                try login.setPasswords(
                    digests: passwords.map(Digest.sha256), loggedInWith: key)
            }
        }.get()
    }
}

extension CredentialField {
    fileprivate var refusesTheNewValue: PuertoError {
        PuertoError(.io, "\(rawValue) does not take the new value")
            .spanish("\(rawValue) no acepta la contraseña nueva")
    }
}
