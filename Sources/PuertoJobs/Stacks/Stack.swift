package import PuertoCore
package import PuertoEngine
package import PuertoStore
internal import PuertoVault

/// A client's stack: its record, the specification that follows from it, and access to its secrets.
package struct Stack: Sendable {
    package let facts: StackFacts
    /// The stack as its record has it now: without a published Windmill and without a worker until
    /// the stock password is gone.
    package let spec: StackSpec
    /// The stack with all of its services and ports.
    let whole: StackSpec
    package let folder: StackFolder
    /// True when PostgreSQL takes the next password already, and no longer the recorded one.
    let isSwitched: Bool
    let vault: Vault

    package var slug: Slug { facts.tenant.slug }
    package var tenant: Tenant { facts.tenant }
    package var identity: StackIdentity { spec.identity }

    /// True while the rotation of a service's password is unfinished, which the stack's files have.
    /// The client's own login is in Windmill's database alone.
    package var isRotating: Bool { facts.next.keys.contains { $0 != .app } }

    package var compose: String { ComposeFile.text(of: spec) }

    /// The stack file with all services and ports, as it is once the stock password is gone.
    package var openCompose: String { ComposeFile.text(of: whole) }
}

extension Stack {
    /// Opens a recorded password. Throws `notFound` when none is recorded.
    func password(_ field: CredentialField) throws -> [UInt8] {
        guard let stored = facts.credentials[field] else {
            throw PuertoError(
                .notFound, "no credential '\(field.rawValue)' of '\(slug)' is recorded",
                hint: "\(try wayToRecord(field)) records it"
            ).spanish(
                "no hay ninguna contraseña '\(field.rawValue)' registrada de '\(slug)'",
                hint: "\(try wayToRecord(field)) la registra")
        }
        return try vault.open(stored.sealed, at: stored.place).reveal()
    }

    /// Opens the next password of a rotation. Returns `nil` when no rotation is in progress.
    func nextPassword(_ field: CredentialField) throws -> [UInt8]? {
        try facts.next[field].map { try vault.open($0.sealed, at: $0.place).reveal() }
    }

    /// Opens the password that PostgreSQL takes now.
    func databasePassword() throws -> [UInt8] {
        if isSwitched, let next = try nextPassword(.postgres) { return next }
        return try password(.postgres)
    }

    /// Makes the secret files. Redis takes the recorded and the next password, or only the next one
    /// without `redisTakesOld`.
    package func secretFiles(redisTakesOld: Bool = true) throws -> [SecretFile] {
        let postgres = try databasePassword()
        var redis: [[UInt8]] = []
        if spec.service(.redis) != nil {
            let next = try nextPassword(.redis)
            redis =
                (redisTakesOld || next == nil ? [try password(.redis)] : [])
                + [next].compactMap { $0 }
        }
        var files: [SecretFile] = [.databaseURL(postgres), .postgresPassword(postgres)]
        if let service = spec.service(.redis) {
            files.append(
                .redisConfiguration(digests: redis.map(Digest.sha256), memory: service.memory))
            files += redis.first.map { [.redisPassword($0)] } ?? []
        }
        return files
    }

    /// Makes a redactor that masks every recorded and every next password, Puerto's own too.
    func redactor() throws -> Redactor {
        let passwords = [facts.credentials, facts.next].flatMap(\.values)
        let own = [facts.instance.secrets, facts.instance.next].flatMap(\.values)
        return Redactor(
            try (passwords + own).map { try vault.open($0.sealed, at: $0.place).reveal() })
    }
}
