package import PuertoCore
package import PuertoEngine
package import PuertoStore
internal import PuertoVault

/// A client's stack: its record, the specification that follows from it, and access to its secrets.
package struct Stack: Sendable {
    package let facts: StackFacts
    package let spec: StackSpec
    package let folder: StackFolder
    /// True when PostgreSQL takes the next password already, and no longer the recorded one.
    let isSwitched: Bool
    let vault: Vault

    package var slug: Slug { facts.tenant.slug }
    package var tenant: Tenant { facts.tenant }
    package var identity: StackIdentity { spec.identity }

    /// True while the rotation of a password is unfinished.
    package var isRotating: Bool { !facts.next.isEmpty }

    package var compose: String { ComposeFile.text(of: spec) }
}

extension Stack {
    /// Opens a recorded password. Throws `notFound` when none is recorded.
    func password(_ field: CredentialField) throws -> [UInt8] {
        guard let stored = facts.credentials[field] else {
            throw PuertoError(
                .notFound, "no credential '\(field.rawValue)' of '\(slug)' is recorded",
                hint: "\(try wayToRecord(field)) records it")
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

    /// Makes a redactor that masks every recorded and every next password.
    func redactor() throws -> Redactor {
        Redactor(
            try CredentialField.allCases.flatMap { field in
                let stored = [facts.credentials[field], facts.next[field]].compactMap { $0 }
                return try stored.map { try vault.open($0.sealed, at: $0.place).reveal() }
            })
    }

    /// The addresses of the services: their published ports, or inside the stack's network where
    /// they publish none.
    func addresses(_ containers: OwnContainers) -> StackProbe.Addresses {
        func address(_ kind: ServiceKind, _ port: Int) -> StackProbe.Address? {
            guard let service = spec.service(kind) else { return nil }
            if let published = service.published {
                return StackProbe.Address(host: "127.0.0.1", port: published.host)
            }
            guard let network = spec.network(.data),
                let inside = containers[kind]?.addresses[network.name]
            else { return nil }
            return StackProbe.Address(host: inside, port: port)
        }
        return StackProbe.Addresses(
            windmill: address(.windmill, 8000)
                ?? StackProbe.Address(host: "127.0.0.1", port: tenant.ports.app),
            postgres: address(.postgres, 5432), redis: address(.redis, 6379))
    }

    func probe(_ containers: OwnContainers) throws -> StackProbe {
        StackProbe(
            tenant: tenant, addresses: addresses(containers),
            postgres: facts.credentials[.postgres] == nil ? nil : try databasePassword(),
            redis: spec.service(.redis) == nil || facts.credentials[.redis] == nil
                ? nil : try password(.redis))
    }
}
