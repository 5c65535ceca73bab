internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import PuertoWire

extension BeginApproval: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        let (store, session) = (exchange.store, try exchange.session())
        try act.check(in: exchange)
        let party = try exchange.relyingParty()
        let known = try store.passkeys(of: session.name).filter { $0.relyingParty == party.id }
        guard !known.isEmpty else { throw Refused.noPasskey(session.name) }
        let rows = try store.rows(of: act.tenant, session.name)
        let now = store.clock()
        let (id, nonce) = exchange.broker.nonces.approval(
            of: act, rows.tenant, by: session, at: now
        ) {
            PasskeyMessages.approval(
                workspace: rows.workspace, id: $0, operatorRow: rows.operator, act: act.name,
                tenantRow: rows.tenant, tenant: act.tenant, parameters: act.parameters,
                plan: act.plan, browserKey: act.browserKey, nonce: $1)
        }
        return Answer(
            id: id, nonce: nonce, workspace: rows.workspace, operatorRow: rows.operator,
            operator: session.name, tenantRow: rows.tenant, tenant: act.tenant, act: act.name,
            parameters: act.parameters, plan: act.plan, relyingParty: party.id,
            credentials: known.map(\.key.credential), expiresAt: now + Nonces.lifetime)
    }
}

extension Approve: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        let (store, session) = (exchange.store, try exchange.session())
        let taken = exchange.broker.nonces.takeApproval(id, by: session, at: store.clock())
        guard let taken else {
            throw PuertoError(
                .notFound, "there is no such approval", hint: "one is good once, for two minutes"
            ).spanish("no existe esa aprobación", hint: "vale una vez, durante dos minutos")
        }
        do {
            var use = try exchange.use(of: assertion, for: taken.challenge, by: session.name)
            use.tenant = taken.tenant
            return try taken.act.perform(in: exchange, with: use)
        } catch let failure as PasskeyFailure {
            try failure.recordAlarm(of: session.name, in: store)
            try store.recordRefusedApproval(
                taken.act.name, taken.act.tenant, failure.error.message, by: session.actor)
            throw Refused.approvalRefused(WireError(failure.error))
        }
    }
}

extension GetApprovals: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        Answer(try exchange.store.approvals(by: exchange.session().name, limit: 20))
    }
}
