/// Makes and checks CSRF tokens, which are bound to a session by its id:
/// `b64u(r16 ‖ HMAC(K, message("puerto/csrf/v1", SHA-256(sid), r16)))`. K is HKDF of the id itself: a
/// page of another site cannot read the cookie, and the web tier needs no key of its own.
package struct CSRFKey: Sendable {
    private let key: Secret

    /// Makes the key of a session, from the id as its cookie spells it.
    package init(of session: Secret) { key = Derivation.hkdf(session, "puerto/csrf/v2") }

    init(_ key: Secret) { self.key = key }
}

extension CSRFKey {
    /// Makes a new token of 64 letters. `session` is the id as its cookie spells it.
    package func token(for session: Secret) -> String {
        token(for: session, randomness: Random.bytes(16))
    }

    func token(for session: Secret, randomness: [UInt8]) -> String {
        Base64.url.encode(randomness + Derivation.hmac(key, message(session, randomness)))
    }

    /// Checks in constant time for every token of the right length.
    package func isToken(_ token: String, of session: Secret) -> Bool {
        guard let bytes = Base64.url.decode(token), bytes.count == 48 else { return false }
        let (randomness, code) = (Array(bytes[..<16]), Array(bytes[16...]))
        return Derivation.isHMAC(code, of: message(session, randomness), key)
    }

    private func message(_ session: Secret, _ randomness: [UInt8]) -> [UInt8] {
        var message = LengthPrefixed("puerto/csrf/v1")
        message.add(Derivation.sha256(session.reveal()))
        message.add(randomness)
        return message.bytes
    }
}
