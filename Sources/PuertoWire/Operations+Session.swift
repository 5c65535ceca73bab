package import PuertoCore

/// Asks for the session of the request's cookie, and notes that it is used.
package struct GetSession: Operation {
    package static let name = OperationName.session
    package typealias Answer = FoundSession

    package init() {}

    package var written: JSONObject? { JSONObject() }

    package static func reply(from frame: [UInt8]) throws -> Reply<Answer> {
        try .reading(frame) { try Answer(&$0) }
    }
}

/// A session; `nil` for one that is over or never was, and after a wrong password. Its digest is
/// empty: the web tier has the cookie.
package struct FoundSession: Codable, Sendable {
    package let session: Session?
    /// The number of passkeys that the operator has for this portal.
    package let passkeys: Int

    package init(_ session: Session?, passkeys: Int = 0) {
        self.session = session
        self.passkeys = passkeys
    }
}

/// Begins a session in place of that of the request's cookie. Everybody may, as often as the
/// throttle allows; the broker verifies the password.
package struct LogIn: Operation {
    package static let name = OperationName.logIn
    package typealias Answer = FoundSession

    /// The name as it was typed.
    package let name: String
    /// The password's UTF-8.
    package let password: [UInt8]
    /// The network of the visitor, which the web tier tells.
    package let network: Network
    /// The cookie of the new session, 43 letters.
    package let cookie: String

    package init(name: String, password: [UInt8], network: Network, cookie: String) {
        self.name = name
        self.password = password
        self.network = network
        self.cookie = cookie
    }
}

/// Begins a session in place of that of the request's cookie, with a code of the command line.
package struct LogInWithCode: Operation {
    package static let name = OperationName.codeLogIn
    package typealias Answer = FoundSession

    /// The UTF-8 of the code as it was typed.
    package let code: [UInt8]
    /// The network of the visitor, which the web tier tells.
    package let network: Network
    /// The cookie of the new session, 43 letters.
    package let cookie: String

    package init(code: [UInt8], network: Network, cookie: String) {
        self.code = code
        self.network = network
        self.cookie = cookie
    }
}

/// Ends the session.
package struct LogOut: Operation {
    package static let name = OperationName.logOut
    package typealias Answer = Done

    package init() {}
}
