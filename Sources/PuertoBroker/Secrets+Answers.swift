internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import PuertoWire

extension AskPlan: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        guard action.needsTenant else {
            throw PuertoError(.notFound, "there is no such action")
        }
        try parameters.checkAsked()
        try action.checkParameters(parameters)
        try action.check(exchange.store.tenant(slug))
        return Answer(
            try exchange.store.ask(.plan(action, parameters), of: slug, by: exchange.session()))
    }
}

extension AskProbe: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        Answer(try exchange.store.ask(.probe, of: slug, by: exchange.session()))
    }
}

extension GetErrand: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        let (errand, plan) = try exchange.store.errand(id, by: exchange.session())
        return Answer(errand, plan.map { GetErrand.Plan(text: $0.text, hash: $0.hash) })
    }
}

extension TakeEnvelope: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        let (errand, envelope) = try exchange.store.takeEnvelope(id, by: exchange.session())
        return Answer(errand, envelope)
    }
}

extension GetLinks: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        Answer(try exchange.store.links(of: slug))
    }
}

extension RevokeLink: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        Answer(try exchange.store.revokeLink(receipt, by: exchange.session().actor))
    }
}

extension ClaimLink: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        guard id.count == 16, token.count == 32 else { return Answer(nil) }
        let found = try exchange.store.claimLink(
            id, tokenDigest: Digest.bytes(token),
            pair: Digest.joint(id, Array(network.text.utf8)), from: network)
        return Answer(
            found.map { ClaimLink.Sealed(nonce: $0.nonce, ciphertext: $0.ciphertext) })
    }
}
