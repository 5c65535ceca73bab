internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import PuertoWire

extension LogInWithCode: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { true }

    /// A code is random enough to need no hash that costs anything, and so no turn.
    func answer(in exchange: BrokerExchange) throws -> FoundSession {
        guard let token = SessionToken(cookie.utf8) else {
            throw PuertoError(.invalid, "the login has no cookie")
        }
        try exchange.checkPasswordsAreTaken()
        let session = try exchange.store.logIn(
            code: LoginCode(typed: String(decoding: code, as: UTF8.self))?.digest,
            session: token.digest, replacing: exchange.token?.digest,
            account: { Digest.bytes(Array($0.text.utf8)) }, from: network)
        let passkeys = try session.map { try exchange.passkeyCount(of: $0.name) }
        return FoundSession(session?.told, passkeys: passkeys ?? 0)
    }
}

extension BrokerExchange {
    /// Throws `protected` where the portal asks for a passkey at each login.
    func checkPasswordsAreTaken() throws {
        guard policy.requires == .password else {
            throw PuertoError(.protected, "this portal asks for a passkey at each login")
                .spanish("este portal pide una llave de acceso para entrar")
        }
    }
}
