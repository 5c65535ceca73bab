/// What a server says to a password.
package enum LoginAnswer: Hashable, Sendable {
    case accepted
    /// The server looked at the password and does not take it.
    case wrongPassword
    case unreachable(String)
}

extension LoginAnswer: CustomStringConvertible {
    package var description: String {
        switch self {
        case .accepted: "it takes the password"
        case .wrongPassword: "it does not take the password"
        case .unreachable(let reason): reason
        }
    }
}
