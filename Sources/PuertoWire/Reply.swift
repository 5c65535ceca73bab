package import PuertoCore

/// An answer's frame: the operation's answer, or the reason why there is none.
package enum Reply<Answer: Codable & Sendable>: Codable, Sendable {
    case answer(Answer)
    case refusal(Refused)
}

/// A reason why the broker does not do what it is asked for.
package enum Refused: Error, Codable, Sendable {
    /// No session belongs to the cookie.
    case noSession
    /// The session's operator is a viewer.
    case viewer
    /// The client has a job that has to end first.
    case busy(Slug, Job)
    /// The act needs an approval: a signature of the operator's passkey.
    case approvalNeeded
    /// The portal shows no credentials and makes no links: `web.reveal` is off.
    case revealOff
    /// The operator has no passkey for this portal.
    case noPasskey(Slug)
    /// The signature approves nothing; the error says why.
    case approvalRefused(WireError)
    /// Too many logins wait for their turn. Nothing was looked at or counted.
    case crowded
    /// The program on the other side has another version of the operations.
    case version(Int)
    /// An error of the records. One that concerns files says only its code.
    case error(WireError)
}

/// An error of the records as it travels: its texts may be shown.
package struct WireError: Codable, Sendable {
    let code: PuertoError.Code
    let message: String
    let hint: String?
    let spanish: Words?
    let retryAfter: Int?

    struct Words: Codable, Sendable {
        let message: String
        let hint: String?
    }

    package init(_ error: PuertoError) {
        code = error.code
        message = error.message
        hint = error.hint
        spanish = error.spanish.map { Words(message: $0.message, hint: $0.hint) }
        retryAfter = error.retryAfter
    }

    package var error: PuertoError {
        let plain = PuertoError(code, message, hint: hint).retrying(after: retryAfter)
        guard let spanish else { return plain }
        return plain.spanish(spanish.message, hint: spanish.hint)
    }
}
