package import Windmill

extension InstanceSetup {
    /// Gives the super administrator its wanted password, which the caller has sealed before, and
    /// deletes every session and token of it but those given: a change of password revokes none.
    /// The passwords before it and the stock one are seen refused. With other recorded passwords
    /// this is the rotation too.
    ///
    /// `beforeWorkers` says that no worker has started yet, so that what looks like a job's token is
    /// deleted as well.
    package func secureAdministrator(
        keeping tokens: [BearerToken] = [], beforeWorkers: Bool = false
    ) async throws -> Outcome {
        try await within(.administrator) {
            let wanted = wanted.administrator
            var changes: [String] = []
            let known = try await knownPassword()
            var session = known.session
            if known.password != wanted.password {
                try await replacePassword(as: known.session, or: tokens)
                changes.append("the administrator's password is replaced")
                session = try await login(wanted.email, wanted.password, for: .administrator)
                guard session != nil else {
                    throw SetupError.refusesTheNewSecret(.administrator)
                }
            }
            guard let session else { throw SetupError.noPasswordWorks(wanted.email) }
            guard try await session.client.whoAmI().isSuperAdmin else {
                throw SetupError.notSuperAdministrator(wanted.email)
            }
            let count = try await closeOthers(
                session, keeping: tokens, jobsToo: beforeWorkers, for: .administrator)
            if count > 0 { changes.append("other sessions and tokens are deleted: \(count)") }
            try await refuse(
                wanted.recorded.filter { !known.refused.contains($0) }, of: wanted.email,
                for: .administrator)
            if try wanted.email != Stock.email || !known.refused.contains(Stock.password) {
                try await refuse([Stock.password], of: Stock.email, for: .administrator)
            }
            try await close(session)
            return Outcome(changes)
        }
    }
}

/// The password that the administrator has now.
private struct KnownPassword {
    var session: Session?
    /// `nil` when none of the candidates works.
    var password: SecretText?
    /// The candidates that the server has refused.
    var refused: Set<SecretText> = []
}

extension InstanceSetup {
    /// Tries the wanted password, the recorded ones in their order, then the stock one.
    private func knownPassword() async throws -> KnownPassword {
        let wanted = wanted.administrator
        let stock = try wanted.email == Stock.email ? [Stock.password] : []
        var known = KnownPassword()
        for password in [wanted.password] + wanted.recorded + stock
        where !known.refused.contains(password) {
            if let session = try await login(wanted.email, password, for: .administrator) {
                (known.session, known.password) = (session, password)
                break
            }
            known.refused.insert(password)
        }
        return known
    }

    /// Sets the wanted password: as the administrator itself, by a recorded token of a super
    /// administrator when no password works, or in the instance's own database.
    private func replacePassword(as session: Session?, or tokens: [BearerToken]) async throws {
        let wanted = wanted.administrator
        if let session {
            return try await viaDatabase(.administrator, of: wanted.email, wanted.password) {
                try await session.client.setPassword(wanted.password)
            }
        }
        for token in tokens {
            guard try await user(of: token)?.isSuperAdmin == true else { continue }
            let client = server.authorized(by: token)
            guard try await client.userExists(wanted.email) else {
                throw SetupError.administratorIsGone(wanted.email)
            }
            return try await viaDatabase(.administrator, of: wanted.email, wanted.password) {
                try await client.setPassword(of: wanted.email, wanted.password)
            }
        }
        // Data that are older than every recorded secret, as after a restore.
        guard let database else { throw SetupError.noPasswordWorks(wanted.email) }
        let accounts = AccountTable(database: database)
        if try await accounts.setPassword(of: wanted.email, wanted.password) { return }
        try await accounts.makeAdministrator(wanted.email, wanted.password)
    }
}
