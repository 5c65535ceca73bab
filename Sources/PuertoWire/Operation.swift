package import PuertoCore

/// A request of the web tier to the broker, with what it is answered. Both travel as JSON.
package protocol Operation: Codable, Sendable {
    associatedtype Answer: Codable & Sendable

    static var name: OperationName { get }

    /// The content as JSON. `nil` leaves it to the general coder, whose first use of each type
    /// takes long in a program that ends with its request.
    var written: JSONObject? { get }

    /// Reads an answer's frame. Throws when it is none.
    static func reply(from frame: [UInt8]) throws -> Reply<Answer>
}

extension Operation {
    package var written: JSONObject? { nil }

    package static func reply(from frame: [UInt8]) throws -> Reply<Answer> {
        try WireCoder.read(Reply<Answer>.self, from: frame)
    }
}

/// The names of all operations, as frames carry them.
package enum OperationName: String, CaseIterable, Codable, Sendable {
    case settings, health, name, worker
    case session, logIn = "log-in", logOut = "log-out"
    case codeLogIn = "code-log-in"
    case passkeyChallenge = "passkey-challenge", passkeyLogIn = "passkey-log-in"
    case passkeyOffer = "passkey-offer", passkeyOffered = "passkey-offered"
    case approval, approve, approvals
    case records, tenant, admit, edit
    case act, build
    case jobs, job, cancel, retry
    case plan, probe, errand, envelope
    case links, revoke, claim
    case call
}

/// The answer of an operation that returns nothing.
package struct Done: Codable, Sendable {
    package init() {}
}
