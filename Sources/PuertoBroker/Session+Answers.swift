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

extension LogIn: AnsweredInTurn {
    static var access: BrokerAccess { .open }
    static var writes: Bool { true }

    func turn(in exchange: BrokerExchange) throws -> LoginTurn {
        guard (1...300).contains(name.utf8.count), SessionToken(cookie.utf8) != nil else {
            throw LogIn.incomplete
        }
        try exchange.checkPasswordsAreTaken()
        return LoginTurn(
            network: network,
            isKnown: try exchange.store.checkLogin(account: account, from: network))
    }

    func answer(in exchange: BrokerExchange) throws -> FoundSession {
        guard let token = SessionToken(cookie.utf8) else { throw LogIn.incomplete }
        let store = exchange.store
        let attempt = try store.beginLogin(try? Slug(name), account: account, from: network)
        let session = try store.endLogin(
            attempt, isRight: try attempt.matches(password), session: token.digest,
            replacing: exchange.token?.digest)
        let passkeys = try session.map { try exchange.passkeyCount(of: $0.name) }
        return FoundSession(session?.told, passkeys: passkeys ?? 0)
    }

    private var account: [UInt8] { Digest.bytes(Array(name.utf8)) }

    private static var incomplete: PuertoError {
        PuertoError(.invalid, "the login has no name or no cookie")
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
