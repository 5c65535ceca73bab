package import Windmill

/// A login's session, opened to prove a password or to act as the login.
struct Session: Sendable {
    let token: BearerToken
    let client: WindmillClient
}

extension InstanceSetup {
    /// Logs in; `nil` when the pair is refused. While the server limits logins it is tried again
    /// after growing pauses, which are as long as the server asks for at least. Throws
    /// `loginsAreLimited` when the step's patience ends, or after `mostLogins` tries.
    func login(_ email: LoginEmail, _ password: SecretText, for step: SetupStep) async throws
        -> Session?
    {
        let end = ContinuousClock.now + patience
        var next = pause
        for _ in 0..<Self.mostLogins {
            do {
                return try await server.login(email, password).map {
                    Session(token: $0, client: server.authorized(by: $0))
                }
            } catch WindmillError.refused(let refusal) where refusal.status == 429 {
                let wait = max(refusal.retryAfter ?? next, next)
                guard .now + wait < end else { throw SetupError.loginsAreLimited(step) }
                try await Task.sleep(for: wait)
                // Attempts that are refused count towards the limit too.
                next = min(next * 2, .seconds(10))
            }
        }
        throw SetupError.loginsAreLimited(step)
    }

    /// More than a step's patience has room for, and a bound where that is without end.
    static let mostLogins = 100

    /// Ends a session of this setup's own.
    func close(_ session: Session) async throws {
        try await session.client.deleteToken(TokenPrefix(session.token.prefix))
    }

    /// Throws `takesTheOldSecret` when one of the pairs opens a session, which is then closed.
    func refuse(_ passwords: [SecretText], of email: LoginEmail, for step: SetupStep) async throws {
        for password in passwords {
            guard let session = try await login(email, password, for: step) else { continue }
            try await close(session)
            throw SetupError.takesTheOldSecret(step)
        }
    }

    /// Deletes all tokens of the session's login but its own and the given ones, and sees them gone.
    /// Returns how many there were. Windmill hides tokens with the name of a job's from lists that
    /// leave jobs out, so `jobsToo` says whether no job of the login can be running.
    func closeOthers(
        _ session: Session, keeping tokens: [BearerToken], jobsToo: Bool, for step: SetupStep
    ) async throws -> Int {
        let kept = Set((tokens + [session.token]).map(\.prefix))
        let others = try await self.tokens(session.client, jobsToo: jobsToo)
            .filter { !kept.contains($0.prefix.text) }
        guard !others.isEmpty else { return 0 }
        for token in others { try await session.client.deleteToken(token.prefix) }
        let left = try await self.tokens(session.client, jobsToo: jobsToo)
        guard left.allSatisfy({ kept.contains($0.prefix.text) }) else {
            throw SetupError.changeIsNotThere(step, .deletedTokens)
        }
        return others.count
    }

    /// All tokens of the client's login. Throws `unreadableTokens` when some cannot be read.
    func tokens(_ client: WindmillClient, jobsToo: Bool = false) async throws -> [ListedToken] {
        let listed = try await client.all { try await client.tokens($0, jobsToo: jobsToo) }
        guard listed.unreadable == 0 else {
            throw SetupError.unreadableTokens(listed.unreadable)
        }
        return listed.rows
    }

    /// Waits until the server refuses a token that was deleted, since it may remember it for a
    /// moment.
    func seeRefused(_ token: BearerToken, for step: SetupStep) async throws {
        do {
            try await wait(step, .refusedToken) {
                try await user(of: token) == nil
            }
        } catch SetupError.outOfTime { throw SetupError.takesTheOldSecret(step) }
    }

    /// Tells what opens the instance: the recorded token or the wanted password, the stock one, or
    /// nothing that is known. Without an own secret other data have perhaps taken the place of those
    /// that were secured.
    package func opening(by token: BearerToken?) async throws -> InstanceOpening {
        try await within(.administrator) {
            guard case .useless = try await state(of: token) else { return .ownSecret }
            let own = wanted.administrator
            if try await opens(own.email, own.password) { return .ownSecret }
            return try await opens(Stock.email, Stock.password) ? .stockPassword : .nothingKnown
        }
    }

    private func opens(_ email: LoginEmail, _ password: SecretText) async throws -> Bool {
        guard let session = try await login(email, password, for: .administrator) else {
            return false
        }
        try await close(session)
        return true
    }

    /// The login of a token; `nil` for a token that the server refuses.
    func user(of token: BearerToken) async throws -> User? {
        do { return try await server.authorized(by: token).whoAmI() } catch WindmillError.refused(
            let refusal) where refusal.status == 401
        {
            return nil
        }
    }
}
