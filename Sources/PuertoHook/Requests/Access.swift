/// The demand that a route makes on a request.
enum Access: Sendable {
    /// Nothing.
    case open
    /// A program's signature.
    case signed
    /// A request from a page of the portal; a login is not needed.
    case samePage
    /// A logged-in operator.
    case reader
    /// A logged-in operator whose request passed the CSRF checks.
    case member
    /// A logged-in owner whose request passed the CSRF checks.
    case owner
}

extension Access {
    /// Tells whether the request must come from a page of the portal.
    var wantsOrigin: Bool {
        switch self {
        case .samePage, .member, .owner: true
        case .open, .signed, .reader: false
        }
    }

    /// Tells whether the request must carry the session's CSRF token.
    var wantsToken: Bool {
        switch self {
        case .member, .owner: true
        case .open, .signed, .samePage, .reader: false
        }
    }
}
