package import Windmill

extension InstanceSetup {
    /// Makes sure that there is one token of Puerto's label, and that its value is recorded. The
    /// recorded one stays while it works and is as wanted; a new one is proven and given to `record`
    /// before anything else is deleted. A token of the label whose value was never recorded, as
    /// after a crash between the two, is deleted.
    package func ownToken(
        _ recorded: BearerToken?, record: @Sendable (BearerToken) async throws -> Void
    ) async throws -> (token: BearerToken, outcome: Outcome) {
        try await within(.token) {
            let state = try await state(of: recorded)
            guard case .asWanted(let token) = state else {
                let token = try await makeToken(by: state, record)
                try await settle(on: token, insteadOf: recorded)
                return (token, .changed("a token '\(wanted.token.label)' is made"))
            }
            let count = try await deleteOthers(than: token)
            return (token, Outcome(count > 0 ? ["tokens without a record deleted: \(count)"] : []))
        }
    }

    /// Replaces the token: `next` is the new one where an earlier run has recorded it already. The
    /// old one is deleted and seen refused.
    package func rotateToken(
        from old: BearerToken, to next: BearerToken?,
        record: @Sendable (BearerToken) async throws -> Void
    ) async throws -> (token: BearerToken, outcome: Outcome) {
        try await within(.token) {
            var token = next
            if case .asWanted = try await state(of: next) {
            } else {
                token = try await makeToken(by: try await state(of: old), record)
            }
            guard let token, token != old else { throw SetupError.takesTheOldSecret(.token) }
            try await settle(on: token, insteadOf: old)
            return (token, .changed("the token '\(wanted.token.label)' is replaced"))
        }
    }
}

/// A recorded token, as the server sees it.
enum TokenState: Hashable, Sendable {
    case asWanted(BearerToken)
    /// It works, and its end, scopes or label are other ones than wanted.
    case due(BearerToken)
    case useless
}

extension InstanceSetup {
    func state(of token: BearerToken?) async throws -> TokenState {
        guard let token, let user = try await user(of: token),
            user.email == wanted.administrator.email, user.isSuperAdmin
        else { return .useless }
        let listed = try await tokens(server.authorized(by: token))
            .first { $0.prefix.text == token.prefix }
        guard let listed, wanted.token.isMet(by: listed) else { return .due(token) }
        return .asWanted(token)
    }

    /// Makes a token, proves it, and has it recorded.
    private func makeToken(
        by state: TokenState, _ record: @Sendable (BearerToken) async throws -> Void
    ) async throws -> BearerToken {
        let session: Session?
        let maker: WindmillClient
        switch state {
        case .asWanted(let token), .due(let token):
            (session, maker) = (nil, server.authorized(by: token))
        case .useless:
            let opened = try await openAdministrator()
            (session, maker) = (opened, opened.client)
        }
        let token = try await maker.createToken(wanted.token.new())
        guard let user = try await user(of: token) else {
            throw SetupError.refusesTheNewSecret(.token)
        }
        guard user.isSuperAdmin else {
            throw SetupError.notSuperAdministrator(wanted.administrator.email)
        }
        try await record(token)
        if let session { try await close(session) }
        return token
    }

    private func openAdministrator() async throws -> Session {
        let administrator = wanted.administrator
        guard
            let session = try await login(
                administrator.email, administrator.password, for: .token)
        else { throw SetupError.noPasswordWorks(administrator.email) }
        return session
    }

    private func settle(on token: BearerToken, insteadOf old: BearerToken?) async throws {
        _ = try await deleteOthers(than: token)
        guard let old, old != token else { return }
        // It may have another label than the one that is wanted now.
        if try await user(of: old)?.email == wanted.administrator.email {
            try await server.authorized(by: token).deleteToken(TokenPrefix(old.prefix))
        }
        try await seeRefused(old, for: .token)
    }

    /// Deletes the other tokens of the label. Returns how many there were.
    private func deleteOthers(than token: BearerToken) async throws -> Int {
        let client = server.authorized(by: token)
        let others = try await tokens(client)
            .filter { $0.label == wanted.token.label && $0.prefix.text != token.prefix }
        for other in others { try await client.deleteToken(other.prefix) }
        return others.count
    }
}
