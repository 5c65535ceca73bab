package import PuertoCore
internal import PuertoEngine
internal import PuertoStore

/// Tells what a server says to a password before it is recorded.
package enum CredentialTrial: Hashable, Sendable {
    case opens
    /// The running server refuses it.
    case refused
    /// The server could not be asked, for this reason. `isExpected` where it should not run.
    case untried(String, isExpected: Bool)
}

extension JobWorld {
    /// Tries a password at a client's own running PostgreSQL or Redis.
    package func trial(of value: [UInt8], _ slug: Slug, _ field: CredentialField) async throws
        -> CredentialTrial
    {
        let tenant = try store.tenant(slug)
        if tenant.isObserved { return try await observedTrial(of: value, slug, field) }
        guard field != .app, tenant.kind == .client, tenant.status != .draft, tenant.host == home
        else { return .untried("\(field.server) is not asked", isExpected: true) }
        let shouldRun = tenant.status == .ready || tenant.status == .degraded
        do {
            let stack = try stack(slug)
            guard try stack.folder.composeFile() != nil else {
                return .untried("Puerto has not made this stack", isExpected: true)
            }
            let own = try await engine().containers(of: stack.identity)
            return switch try await stack.login(field, value, own) {
            case .accepted: .opens
            case .wrongPassword: .refused
            case .unreachable(let reason), .withheld(let reason):
                .untried("\(field.server) does not answer: \(reason)", isExpected: false)
            case nil:
                .untried("no \(field.server) of '\(slug)' runs here", isExpected: !shouldRun)
            }
        } catch let error as PuertoError where error.code == .io || error.code == .notFound {
            return .untried(error.message, isExpected: !shouldRun)
        }
    }

    /// Tells whether a client's PostgreSQL or Redis runs.
    package func isRunning(_ slug: Slug, _ field: CredentialField) async throws -> Bool {
        // No server takes an empty password.
        switch try await trial(of: [0x20], slug, field) {
        case .opens, .refused: true
        case .untried: false
        }
    }

    /// The command that records a client's password which the records lack; `nil` where they have
    /// one.
    package func wayToRecord(_ slug: Slug, _ field: CredentialField) throws -> String? {
        let stack = try stack(slug)
        guard stack.facts.credentials[field] == nil else { return nil }
        return try stack.wayToRecord(field)
    }

    /// Returns the password of a stack's file that the running server takes. Throws `conflict` when
    /// it takes the recorded one, or neither, or does not run.
    package func adoptable(_ slug: Slug, _ field: CredentialField) async throws -> [UInt8] {
        let stack = try stack(slug)
        guard let filed = try stack.filedPassword(field) else {
            throw PuertoError(
                .notFound, "'\(stack.secretName(field))' is not there",
                hint: "record the password that \(field.server) takes: puerto credential set "
                    + "\(slug) \(field.rawValue)"
            ).spanish(
                "falta '\(stack.secretName(field))'",
                hint: "registra la contraseña que acepta \(field.server): puerto credential set "
                    + "\(slug) \(field.rawValue)")
        }
        let own = try await engine().containers(of: stack.identity)
        if stack.facts.credentials[field] != nil,
            try await stack.login(field, stack.password(field), own) == .accepted
        {
            throw PuertoError(
                .conflict, "\(field.server) takes the recorded password",
                hint: "there is nothing to adopt; puerto reconcile \(slug) writes the files anew"
            ).spanish(
                "\(field.server) acepta la contraseña registrada",
                hint: "no hay nada que adoptar; puerto reconcile \(slug) escribe de nuevo los "
                    + "archivos")
        }
        if let next = try stack.nextPassword(field),
            try await stack.login(field, next, own) == .accepted
        {
            throw PuertoError(
                .busy, "the credential '\(field.rawValue)' of '\(slug)' is being rotated",
                hint: "puerto rotate \(slug) \(field.rawValue) ends that"
            ).spanish(
                "el cambio de la contraseña '\(field.rawValue)' de '\(slug)' está a medias",
                hint: "puerto rotate \(slug) \(field.rawValue) lo termina")
        }
        switch try await stack.login(field, filed, own) {
        case .accepted: return filed
        case .wrongPassword:
            throw PuertoError(
                .conflict,
                "\(field.server) takes neither the recorded password nor that of "
                    + stack.secretName(field),
                hint: "record the one that it takes: puerto credential set \(slug) "
                    + field.rawValue
            ).spanish(
                "\(field.server) no acepta la contraseña registrada ni la de "
                    + stack.secretName(field),
                hint: "registra la que acepta: puerto credential set \(slug) \(field.rawValue)")
        case .unreachable(let reason), .withheld(let reason):
            throw PuertoError(
                .conflict, "\(field.server) does not answer: \(reason)",
                hint: "puerto logs \(slug) \(field.rawValue)"
            ).spanish(
                "\(field.server) no responde: \(FindingText.words(reason, .es))",
                hint: "puerto logs \(slug) \(field.rawValue)")
        case nil:
            let isRecorded = stack.facts.credentials[field] != nil
            throw PuertoError(
                .conflict, "no \(field.server) of '\(slug)' runs, which could be asked",
                hint: isRecorded
                    ? "puerto reconcile \(slug) starts it, puerto resume \(slug) a suspended one"
                    : "puerto credential set \(slug) \(field.rawValue) < "
                        + "\(stack.secretName(field)) records it untried"
            ).spanish(
                "no está en marcha ningún \(field.server) de '\(slug)' al que preguntar",
                hint: isRecorded
                    ? "puerto reconcile \(slug) lo arranca; puerto resume \(slug), si está suspendido"
                    : "puerto credential set \(slug) \(field.rawValue) < "
                        + "\(stack.secretName(field)) la registra sin probarla")
        }
    }
}
