/// The value of a session's cookie: 32 random bytes in base64url, 43 letters. The database keeps
/// only its digest.
package struct SessionToken: Sendable {
    /// The token as the cookie spells it.
    package let cookie: Secret

    package static func random() -> SessionToken {
        SessionToken(cookie: Secret(Base64.url.encode(Random.bytes(32))))
    }

    private init(cookie: Secret) { self.cookie = cookie }

    /// Reads a cookie; `nil` for any text that `random` does not make.
    package init?(_ cookie: some Collection<UInt8>) {
        guard cookie.count == 43, Base64.url.decode(cookie) != nil else { return nil }
        self.cookie = Secret(Array(cookie))
    }

    /// The cookie's text, for the request that carries it.
    package var text: String { String(decoding: cookie.reveal(), as: UTF8.self) }

    /// The SHA-256 of the cookie's text, 32 bytes.
    package var digest: [UInt8] { Derivation.sha256(cookie.reveal()) }
}
