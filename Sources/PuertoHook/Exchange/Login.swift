internal import PuertoCore
internal import PuertoVault

/// A session with the token that its cookie carries.
struct Login {
    let session: Session
    let token: SessionToken
}
