internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

extension Route {
    static let passkeys: [Route] = [
        Route("GET", "/passkey", .open) { try PasskeyRoutes.page(&$0) },
        Route("GET", "/passkeys/offers/{offer}", .open) { try PasskeyRoutes.show(&$0) },
        Route("POST", "/passkeys/offers/{offer}", .samePage) { try PasskeyRoutes.offer(&$0) },
        Route("POST", "/session/passkey", .samePage) { try PasskeyRoutes.challenge(&$0) },
        Route("POST", "/session/passkey/{challenge}", .samePage) { try PasskeyRoutes.logIn(&$0) },
    ]
}

/// Handlers of passkeys: their registration, and logins with them.
private enum PasskeyRoutes {
    static func page(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let page = PasskeyPage(
            layout: exchange.layout, script: exchange.world.web.scripts?.register)
        return Response(200, scripted: page.html)
    }

    static func show(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let id = try exchange.path.offerID()
        let offer = try exchange.ask(GetPasskeyOffer(id))
        return Response(
            200, json: OfferView(id: id, offer: offer, agency: exchange.world.web.agency))
    }

    static func offer(_ exchange: inout Exchange) throws -> Response {
        guard !exchange.isForm else { throw Problem.unreadable("application/json") }
        let clientData = try exchange.body.bytes("client_data", 1...8192)
        let attestation = try exchange.body.bytes("attestation", 1...16_384)
        let code = try exchange.body.bytes("code", 32...32)
        try exchange.body.finish()
        _ = try exchange.ask(
            OfferPasskey(
                exchange.path.offerID(), clientData: clientData, attestation: attestation,
                code: code))
        return Response(204)
    }

    static func challenge(_ exchange: inout Exchange) throws -> Response {
        try exchange.body.finish()
        let found = try exchange.ask(BeginPasskeyLogin())
        var json = JSONObject()
        json.add("id", found.id)
        json.add("challenge", Base64.url.encode(found.challenge))
        json.add("relying_party", exchange.world.settings.hostName.text)
        return Response(200, json: json)
    }

    static func logIn(_ exchange: inout Exchange) throws -> Response {
        guard !exchange.isForm else { throw Problem.unreadable("application/json") }
        let assertion = try exchange.body.assertion()
        try exchange.body.finish()
        let token = SessionToken.random()
        let found: FoundSession
        do {
            found = try exchange.ask(
                LogInWithPasskey(
                    try exchange.path.errandID(), assertion, network: exchange.network,
                    cookie: token.text))
        } catch Refused.approvalRefused(let error) { throw Problem(error.error, status: 401) }
        guard let session = found.session else { throw Problem(401) }
        let login = Login(session: session, token: token, passkeys: found.passkeys)
        return Response(
            200, [try exchange.world.cookie.setting(token)],
            json: SessionView(login: login, policy: exchange.world.web.passkeys))
    }
}
