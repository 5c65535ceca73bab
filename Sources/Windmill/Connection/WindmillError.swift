/// A failure to get an answer as Windmill gives it.
package enum WindmillError: Error, Hashable, Sendable {
    /// Nothing listens on the port: the server has not started, or it still migrates its database.
    case notListening(String)
    /// The host cannot be reached, or TLS cannot be agreed on.
    case unreachable(String)
    /// The connection ended before the answer did.
    case disconnected(CallName)
    case timeout(CallName, Phase)
    case refused(Refusal)
    /// The answer is not what the API promises; `field` is the JSON path of what is wrong.
    case malformed(CallName, field: String)
    case tooLong(CallName, limit: Int)
    /// A list has more rows than are read.
    case tooManyRows(limit: Int)
    /// The build from source, whose API neither makes users nor sets passwords.
    case openSourceBuild(CallName)
    /// A build without logins: everybody is its administrator.
    case noAuthentication

    /// The part of a call that took too long.
    package enum Phase: String, Hashable, Sendable {
        case connecting
        /// The server has sent nothing for a while.
        case silence
        case total
    }
}

extension WindmillError {
    /// The failure without the call and without any text of the server.
    package var brief: String {
        switch self {
        case .notListening(let reason), .unreachable(let reason): "does not answer: \(reason)"
        case .disconnected: "does not answer: the connection was closed"
        case .timeout: "does not answer in time"
        case .refused(let refusal): "answers with status \(refusal.status)"
        case .malformed, .tooLong, .tooManyRows: "answers with something that is not Windmill's"
        case .openSourceBuild: "is built without management of users"
        case .noAuthentication: "is built without logins"
        }
    }

    /// True when this read is useless and others may still work: its answer is too long, is not what
    /// the API promises, or says that the server cannot give this one thing. A client's user can make
    /// such an item.
    package var isOfOneRead: Bool {
        switch self {
        case .tooLong(let call, _): call.method == "GET"
        case .malformed(let call, let field): call.method == "GET" && field != "HTTP"
        case .refused(let refusal):
            refusal.call.method == "GET"
                && [400, 403, 404, 409, 413, 422, 500].contains(refusal.status)
        case .tooManyRows: true
        case .notListening, .unreachable, .disconnected, .timeout, .openSourceBuild,
            .noAuthentication:
            false
        }
    }

    /// True when the same call may succeed when it is repeated at once.
    var isTransient: Bool {
        switch self {
        case .disconnected: true
        case .notListening, .unreachable, .timeout, .refused, .malformed, .tooLong, .tooManyRows,
            .openSourceBuild, .noAuthentication:
            false
        }
    }
}

extension WindmillError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notListening, .unreachable, .noAuthentication: brief
        case .disconnected(let call): "\(call): \(brief)"
        case .timeout(let call, let phase): "\(call): \(brief) (\(phase.rawValue))"
        case .refused(let refusal):
            "\(refusal.call): \(brief)" + (refusal.text.isEmpty ? "" : ": \(refusal.text)")
        case .malformed(let call, let field): "\(call): \(brief) (at '\(field)')"
        case .tooLong(let call, let limit): "\(call): the answer is longer than \(limit) bytes"
        case .tooManyRows(let limit): "a list has more than \(limit) rows"
        case .openSourceBuild(let call): "\(call): \(brief)"
        }
    }
}
