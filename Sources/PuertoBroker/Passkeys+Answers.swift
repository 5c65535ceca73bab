internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import PuertoWire

extension BeginPasskeyLogin: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        let (id, challenge) = exchange.broker.nonces.login(at: exchange.store.clock())
        return Answer(id: id, challenge: challenge)
    }
}

extension LogInWithPasskey: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> FoundSession {
        guard let token = SessionToken(cookie.utf8) else {
            throw PuertoError(.invalid, "the login has no cookie")
        }
        let store = exchange.store
        // Anybody may try, and what fails is a line of the history.
        try store.checkPasskeyLogins(from: network)
        do {
            let name = try owner(store)
            let use = try use(exchange, by: name)
            do {
                let session = try exchange.recordingUse {
                    try store.logIn(
                        name, with: use, session: token.digest,
                        replacing: exchange.token?.digest,
                        account: Digest.bytes(Array(name.text.utf8)), from: network)
                }
                return FoundSession(session.told, passkeys: try exchange.passkeyCount(of: name))
            } catch let failure as PasskeyFailure {
                try failure.recordAlarm(of: name, in: store)
                throw failure
            }
        } catch let failure as PasskeyFailure {
            try store.refusePasskeyLogin(failure.error.message, from: network)
            throw Refused.approvalRefused(WireError(failure.error))
        }
    }

    private func owner(_ store: Store) throws -> Slug {
        guard let name = try store.passkey(credential: assertion.credential)?.operator else {
            throw PasskeyFailure(
                error: PuertoError(
                    .invalid, "the passkey is none of this portal's",
                    hint: "log in with another one, or with the password"
                ).spanish(
                    "esa llave de acceso no es de este portal",
                    hint: "entra con otra, o con la contraseña"))
        }
        return name
    }

    private func use(_ exchange: BrokerExchange, by name: Slug) throws -> PasskeyUse {
        let (nonces, now) = (exchange.broker.nonces, exchange.store.clock())
        guard let nonce = nonces.challenge(ofLogin: id, at: now) else {
            throw LogInWithPasskey.over
        }
        let challenge = PasskeyMessages.login(
            id: id, relyingParty: try exchange.relyingParty().id, nonce: nonce)
        let use = try exchange.use(of: assertion, for: challenge, by: name)
        // Only a right signature uses it up: what anybody may send takes no memory.
        guard nonces.useLogin(id, at: now) else { throw LogInWithPasskey.over }
        return use
    }

    private static var over: PasskeyFailure {
        PasskeyFailure(
            error: PuertoError(.invalid, "this login is over", hint: "begin it again")
                .spanish("este acceso ya ha caducado", hint: "empieza de nuevo"))
    }
}

extension GetPasskeyOffer: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        let store = exchange.store
        let offer = try offered(id, store)
        return Answer(
            operator: offer.operator, operatorRow: offer.operatorRow,
            relyingParty: offer.relyingParty,
            known: try store.passkeys(of: offer.operator).map(\.key.credential),
            expiresAt: offer.madeAt + PasskeyOffer.lifetime)
    }
}

extension OfferPasskey: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { true }

    /// A code that is wrong uses nothing up: only who has the secret can offer.
    func answer(in exchange: BrokerExchange) throws -> Done {
        let (store, party) = (exchange.store, try exchange.relyingParty())
        let offer = try offered(id, store)
        guard offer.relyingParty == party.id else { throw noOffer }
        let challenge = PasskeyMessages.registration(
            offer: id, relyingParty: party.id, operatorRow: offer.operatorRow)
        let made = try party.register(
            clientData: clientData, attestation: attestation, challenge: challenge)
        guard
            PasskeyMessages.isCode(
                code, of: attestation, credential: made.key.credential,
                operator: offer.operator, secret: offer.secret)
        else {
            throw PuertoError(
                .protected, "the passkey is not the one that this registration has made",
                hint: "begin again with puerto operator passkey"
            ).spanish(
                "la llave de acceso no es la que ha hecho este registro",
                hint: "empieza de nuevo con puerto operator passkey")
        }
        try store.offerPasskey(id, made)
        return Done()
    }
}

private func offered(_ id: String, _ store: Store) throws -> PasskeyOffer {
    guard let offer = try store.passkeyOffer(id) else { throw noOffer }
    return offer
}

private var noOffer: PuertoError {
    PuertoError(
        .notFound, "there is no such registration", hint: "it is good once, for ten minutes"
    ).spanish("no existe ese registro", hint: "vale una vez, durante diez minutos")
}
