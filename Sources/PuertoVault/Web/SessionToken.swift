/// What a session's cookie holds: 32 random bytes in base64url, 43 letters. The database keeps its
/// digest only.
package struct SessionToken: Sendable {
    /// As the cookie spells it.
    package let cookie: Secret

    package static func random() -> SessionToken {
        SessionToken(cookie: Secret(Base64.url.encode(Random.bytes(32))))
    }

    private init(cookie: Secret) { self.cookie = cookie }

    /// `nil` for anything that `random` does not give.
    package init?(_ cookie: some Collection<UInt8>) {
        guard cookie.count == 43, Base64.url.decode(cookie) != nil else { return nil }
        self.cookie = Secret(Array(cookie))
    }

    /// SHA-256, 32 bytes.
    package var digest: [UInt8] { Derivation.sha256(cookie.reveal()) }
}
