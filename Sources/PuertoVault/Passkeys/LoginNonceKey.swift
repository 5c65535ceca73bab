/// A key that makes the nonce of each login from the login's id, so that logins which anybody may
/// begin take no memory. It lives as long as the process.
package struct LoginNonceKey: Sendable {
    private let key: Secret

    package init() { key = Secret(Random.bytes(32)) }

    /// 32 bytes, which only this key makes of the id.
    package func nonce(of id: String) -> [UInt8] {
        Derivation.hmac(key, Array("puerto/login-nonce/v1 \(id)".utf8))
    }
}
