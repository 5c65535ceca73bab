extension WindmillError {
    /// Returns the same failure with `***` wherever one of the secrets stands in its words,
    /// whichever the server has put there.
    package func without(_ secrets: [SecretText]) -> WindmillError {
        let clean = { CleanText.without(secrets, in: $0) }
        switch self {
        case .notListening(let reason): return .notListening(clean(reason))
        case .unreachable(let reason): return .unreachable(clean(reason))
        case .disconnected(let call): return .disconnected(call.mapped(clean))
        case .timeout(let call, let phase): return .timeout(call.mapped(clean), phase)
        case .refused(let refusal):
            return .refused(
                Refusal(
                    call: refusal.call.mapped(clean), status: refusal.status,
                    text: clean(refusal.text), retryAfter: refusal.retryAfter,
                    saysItExists: refusal.saysItExists,
                    saysInvalidLogin: refusal.saysInvalidLogin))
        case .malformed(let call, let field):
            return .malformed(call.mapped(clean), field: clean(field))
        case .tooLong(let call, let limit): return .tooLong(call.mapped(clean), limit: limit)
        case .tooManyRows, .noAuthentication: return self
        case .openSourceBuild(let call): return .openSourceBuild(call.mapped(clean))
        }
    }
}

extension CallName {
    fileprivate func mapped(_ change: (String) -> String) -> CallName {
        CallName(method: method, path: change(path))
    }
}
