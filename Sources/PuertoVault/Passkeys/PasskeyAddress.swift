/// The address at which a browser makes a passkey. Its fragment, which browsers send to no server,
/// has the secret that binds the passkey to the terminal that has shown it.
package struct PasskeyAddress: Sendable {
    /// 16 bytes as 22 letters of base64url.
    package let id: String
    /// 32 bytes.
    package let secret: Secret

    /// Makes a new one.
    package init() {
        id = Base64.url.encode(Random.bytes(16))
        secret = Secret(Random.bytes(32))
    }

    /// The whole address below the hook's, `<hook>/passkey#1.<id>.<secret>`.
    package func text(below hook: String) -> Secret {
        Secret("\(hook)/passkey#1.\(id).\(Base64.url.encode(secret.reveal()))")
    }
}
