/// A server's answer to a password.
package enum LoginAnswer: Hashable, Sendable {
    case accepted
    /// The server checked the password and refused it.
    case wrongPassword
    case unreachable(String)
    /// No password was sent, for this reason: there is no server that may have one.
    case withheld(String)
}

extension LoginAnswer: CustomStringConvertible {
    package var description: String {
        switch self {
        case .accepted: "it takes the password"
        case .wrongPassword: "it does not take the password"
        case .unreachable(let reason), .withheld(let reason): reason
        }
    }
}
