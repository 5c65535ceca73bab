internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import PuertoWire

extension GetSession: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> FoundSession {
        let session = try exchange.session()
        return FoundSession(
            session.told, passkeys: try exchange.passkeyCount(of: session.name))
    }
}

extension LogIn: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> FoundSession {
        guard (1...300).contains(name.utf8.count), let token = SessionToken(cookie.utf8) else {
            throw PuertoError(.invalid, "the login has no name or no cookie")
        }
        guard exchange.policy.requires == .password else {
            throw PuertoError(.protected, "this portal asks for a passkey at each login")
                .spanish("este portal pide una llave de acceso para entrar")
        }
        let store = exchange.store
        let attempt = try store.beginLogin(
            try? Slug(name), account: Digest.bytes(Array(name.utf8)), from: network)
        let session = try store.endLogin(
            attempt, isRight: try attempt.matches(password), session: token.digest,
            replacing: exchange.token?.digest)
        let passkeys = try session.map { try exchange.passkeyCount(of: $0.name) }
        return FoundSession(session?.told, passkeys: passkeys ?? 0)
    }
}

extension LogOut: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> Done {
        try exchange.store.endSession(exchange.session().digest)
        return Done()
    }
}

extension LoginAttempt {
    /// Takes the same time for an unknown name, and for a record that cannot be read. A password of
    /// no use is longer than the hook takes one.
    fileprivate func matches(_ password: [UInt8]) throws -> Bool {
        let hash = record.flatMap { try? PasswordHash(parsing: $0) } ?? .decoy
        return try hash?.matches(Secret(Array(password.prefix(4097)))) ?? false
    }
}
