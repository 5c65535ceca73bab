package import Windmill

extension InstanceSetup {
    /// Makes the client's login, and has its recorded password work: another one that the server
    /// has is replaced, and sessions that were opened with it are closed. Former passwords are seen
    /// refused. With those given this is the rotation too. Without a wanted login it does nothing.
    /// Where the caller's record says that this step `hasEnded` with the wanted password, another one
    /// is the client's own choice, and stays.
    ///
    /// A run that was ended after the change of a password has perhaps not closed the sessions. They
    /// are closed again while there are former passwords, and unless the caller's record says that
    /// this step `hasEnded` with the wanted address and password: only then do the tokens of the
    /// client's people stay. `willChange` is called before the login is made or its password set,
    /// and has to withdraw that record.
    ///
    /// Throws `clientIsAdministrator` before any login and any change for an address that a super
    /// administrator has: the client's password is handed out.
    package func makeClient(
        by token: BearerToken, hasEnded: Bool = false,
        willChange: @Sendable () async throws -> Void = {}
    ) async throws -> Outcome {
        try await within(.client) {
            guard let wanted = wanted.client else { return .same }
            try checkAddress(wanted.email)
            let client = server.authorized(by: token)
            var changes: [String] = []
            let isNew = try await !client.userExists(wanted.email)
            var closes = !hasEnded && !isNew || !wanted.former.isEmpty
            if isNew {
                try await willChange()
                try await create(wanted, client)
                changes.append("the login \(wanted.email) is made")
            }
            guard try await isEnabled(wanted.email, client) else {
                guard hasEnded else { throw SetupError.loginIsDisabled(wanted.email) }
                return .left("\(wanted.email) is disabled, which stays")
            }
            var session = try await login(wanted.email, wanted.password, for: .client)
            if session == nil, hasEnded, !isNew {
                return .left("\(wanted.email) has another password by now, which stays")
            }
            if session == nil {
                try await willChange()
                try await viaDatabase(.client, of: wanted.email, wanted.password) {
                    try await client.setPassword(of: wanted.email, wanted.password)
                }
                changes.append("the password of \(wanted.email) is set")
                session = try await login(wanted.email, wanted.password, for: .client)
                closes = true
            }
            guard let session else { throw SetupError.refusesTheNewSecret(.client) }
            if closes {
                let count = try await closeOthers(
                    session, keeping: [], jobsToo: false, for: .client)
                if count > 0 {
                    changes.append("other sessions of \(wanted.email) are deleted: \(count)")
                }
            }
            try await refuse(wanted.former, of: wanted.email, for: .client)
            try await close(session)
            return Outcome(changes)
        }
    }

    /// Throws what would keep `makeClient` from setting the login's password, and changes nothing.
    package func checkClient(by token: BearerToken) async throws {
        try await within(.client) {
            guard let wanted = wanted.client else { return }
            try checkAddress(wanted.email)
            let client = server.authorized(by: token)
            guard try await client.userExists(wanted.email) else { return }
            guard try await isEnabled(wanted.email, client) else {
                throw SetupError.loginIsDisabled(wanted.email)
            }
        }
    }

    private func create(_ wanted: WantedLogin, _ client: WindmillClient) async throws {
        do {
            try await client.createUser(
                wanted.email, wanted.password, isSuperAdmin: false, name: wanted.name)
        } catch WindmillError.openSourceBuild {
            try await accounts(for: .client).make(wanted)
        } catch WindmillError.refused(let refusal) where refusal.saysItExists {}
    }

    /// Refuses the administrator's address, and the stock one even where it is no administrator's.
    private func checkAddress(_ email: LoginEmail) throws {
        guard email != wanted.administrator.email, try email != Stock.email else {
            throw SetupError.clientIsAdministrator(email)
        }
    }

    /// Throws for an administrator's login, and for one whose rights cannot be read.
    private func isEnabled(_ email: LoginEmail, _ client: WindmillClient) async throws -> Bool {
        let users = try await client.all { try await client.users($0) }
        // The server keeps addresses in lower case, but for very old ones.
        let own = users.rows.filter { $0.email.text.lowercased() == email.text }
        guard !own.contains(where: \.isSuperAdmin) else {
            throw SetupError.clientIsAdministrator(email)
        }
        guard !own.isEmpty else { throw SetupError.unknownRights(email) }
        return !own.contains(where: \.isDisabled)
    }
}
