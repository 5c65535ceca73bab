internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

// The files of a stack hold the passwords that its servers were made with. They outlive an older
// database that is put back, so they are read before they are replaced.

extension Stack {
    /// Reads a password from its file; `nil` where no file holds one.
    func filedPassword(_ field: CredentialField) throws -> [UInt8]? {
        switch field {
        case .app: return nil
        case .redis: return try folder.secret(.redisPassword)
        case .postgres:
            if let password = try folder.secret(.postgresPassword) { return password }
            return try folder.secret(.databaseURL).flatMap(SecretFile.password(inDatabaseURL:))
        }
    }

    /// Tells whether the files hold another password than the record. Files that are missing or
    /// hold none are no others.
    func hasOtherFiled(_ field: CredentialField) throws -> Bool {
        switch field {
        case .app: return false
        case .redis:
            guard spec.service(.redis) != nil, facts.credentials[.redis] != nil else {
                return false
            }
            let digests = try filedDigests()
            let recorded = try [password(.redis), nextPassword(.redis)].compactMap { $0 }
            return !digests.isEmpty
                && !recorded.map(Digest.sha256).contains(where: digests.contains)
        case .postgres:
            guard facts.credentials[.postgres] != nil else { return false }
            let url = try folder.secret(.databaseURL).flatMap(SecretFile.password(inDatabaseURL:))
            let filed = [try folder.secret(.postgresPassword), url].compactMap { $0 }
            let recorded = try databasePassword()
            return filed.contains { $0 != recorded }
        }
    }

    /// Makes the files that stay while the record's password is not the server's: those that are
    /// there keep their passwords.
    func keptFiles(_ field: CredentialField) throws -> [SecretFile] {
        guard field == .postgres else {
            guard let service = spec.service(.redis) else { return [] }
            return [.redisConfiguration(digests: try filedDigests(), memory: service.memory)]
        }
        guard let password = try filedPassword(.postgres) else { return [] }
        var kept: [SecretFile] = []
        if try folder.secret(.databaseURL) == nil { kept.append(.databaseURL(password)) }
        if try folder.secret(.postgresPassword) == nil { kept.append(.postgresPassword(password)) }
        return kept
    }

    /// The passwords that its files need and the records lack.
    var unrecorded: [CredentialField] {
        [CredentialField.postgres, .redis].filter { field in
            facts.credentials[field] == nil
                && (field == .postgres || spec.service(.redis) != nil)
        }
    }

    /// The command that records a password which the records lack. A stack that was made keeps
    /// the one that it was made with: only a new one gets another.
    func wayToRecord(_ field: CredentialField) throws -> String {
        let target = "\(slug) \(field.rawValue)"
        if try filedPassword(field) != nil { return "puerto credential adopt \(target)" }
        let isNew = tenant.status == .draft || tenant.status == .provisioning
        return isNew && facts.applied == nil
            ? "puerto credential generate \(target)" : "puerto credential set \(target) < FILE"
    }

    /// The file of a password, as messages name it.
    func secretName(_ field: CredentialField) -> String {
        "stacks/\(slug)/secrets/\((field.files.last ?? .postgresPassword).rawValue)"
    }

    private func filedDigests() throws -> [String] {
        try folder.secret(.redisConfiguration).map(SecretFile.digests(inRedisConfiguration:)) ?? []
    }
}

extension CredentialField {
    /// The files that follow from the password. The last one holds the value itself.
    var files: [SecretFile.Name] {
        switch self {
        case .app: []
        case .postgres: [.databaseURL, .postgresPassword]
        case .redis: [.redisConfiguration, .redisPassword]
        }
    }

    /// The service that takes the password. `nil` for the application, which has users.
    var service: ServiceKind? {
        switch self {
        case .app: nil
        case .postgres: .postgres
        case .redis: .redis
        }
    }

    /// The server's name in messages.
    var server: String {
        switch self {
        case .app: "the application"
        case .postgres: "PostgreSQL"
        case .redis: "Redis"
        }
    }
}
