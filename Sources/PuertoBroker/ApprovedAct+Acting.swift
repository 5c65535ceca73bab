internal import PuertoCore
internal import PuertoStore
internal import PuertoWire

extension ApprovedAct {
    var tenant: Slug {
        switch self {
        case .secret(let slug, _): slug
        case .action(let act): act.slug
        }
    }

    /// The name in the challenge and in the history.
    var name: String {
        switch self {
        case .secret(_, let question): question.kind
        case .action(let act): act.action.rawValue
        }
    }

    /// The parameters in the challenge: `name: value` lines in a fixed order.
    var parameters: String {
        switch self {
        case .secret(_, let question): question.lines.joined(separator: "\n")
        case .action(let act): act.parameters.text
        }
    }

    var plan: String {
        switch self {
        case .secret: ""
        case .action(let act): act.plan ?? ""
        }
    }

    var browserKey: [UInt8] {
        switch self {
        case .secret(_, let question): question.browserKey ?? []
        case .action: []
        }
    }

    /// Throws what would be thrown after the approval, so that no one approves in vain.
    func check(in exchange: BrokerExchange) throws {
        switch self {
        case .secret(let slug, let question):
            try question.check(in: exchange)
            switch question {
            case .plan, .probe, .reveal: _ = try exchange.store.tenant(slug)
            case .link(let offer, _): try exchange.store.checkLink(of: slug, offer.field)
            case .page: try exchange.store.checkHandoff(of: slug)
            }
            try exchange.store.checkSecrets(by: exchange.session().actor)
        case .action(let act):
            try act.check(in: exchange)
            try act.action.checkReason(act.parameters)
            // The same key again is the same job, and none that is in the way.
            let known = try exchange.key(act.key).flatMap { try exchange.store.job(keyed: $0) }
            if known == nil, let job = try exchange.openJob(of: act.slug) {
                throw Refused.busy(act.slug, job)
            }
        }
    }

    /// Does it. The use of the passkey is recorded in the same transaction.
    func perform(in exchange: BrokerExchange, with use: PasskeyUse) throws -> Approve.Answer {
        switch self {
        case .secret(let slug, let question):
            try question.check(in: exchange)
            let errand = try exchange.recordingUse {
                try exchange.store.ask(
                    question, of: slug, by: exchange.session(), approvedBy: use)
            }
            return .asked(errand)
        case .action(let act): return .queued(try act.queue(in: exchange, approvedBy: use))
        }
    }
}

extension Errand.Question {
    /// Throws `Refused` for a portal that shows no secrets, and `invalid` for a key that is none.
    fileprivate func check(in exchange: BrokerExchange) throws {
        guard let key = browserKey else {
            throw PuertoError(.invalid, "a plan needs no approval")
        }
        guard exchange.policy.reveal == .passkey else { throw Refused.revealOff }
        guard key.count == 65, key[0] == 4 else {
            throw PuertoError(.invalid, "the public key is no uncompressed P-256 point")
        }
    }
}
