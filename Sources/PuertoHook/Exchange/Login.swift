internal import PuertoCore
internal import PuertoVault

/// A session with the token that its cookie carries.
struct Login {
    let session: Session
    let token: SessionToken
    /// The number of passkeys that the operator has for this portal.
    let passkeys: Int

    var csrf: CSRFKey { CSRFKey(of: token.cookie) }

    /// A new CSRF token of this session.
    var csrfToken: String { csrf.token(for: token.cookie) }
}
