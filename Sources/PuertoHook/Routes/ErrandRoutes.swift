internal import PuertoCore
internal import PuertoStore
internal import PuertoVault

extension Route {
    static let errands: [Route] = [
        Route("POST", "/tenants/{slug}/actions/{action}/plans", .owner) { try $0.askPlan() },
        Route("GET", "/plans/{errand}", .reader) { try $0.showPlan() },
        Route("POST", "/tenants/{slug}/reveals", .owner) { try $0.askReveal() },
        Route("POST", "/tenants/{slug}/links", .owner) { try $0.askLink() },
        Route("POST", "/envelopes/{errand}/claim", .owner) { try $0.claimEnvelope() },
    ]
}

extension Exchange {
    fileprivate mutating func askPlan() throws -> Response {
        let action = try action()
        let parameters = try parameters(from: &body)
        try body.finish()
        try action.checkParameters(parameters)
        try action.check(try store.tenant(try slug()))
        let errand = try store.ask(.plan(action, parameters), of: slug(), by: session())
        let path = "/plans/\(errand.id)"
        return isForm ? .seeOther(address(path)) : try taken(errand, at: world.hook + path)
    }

    fileprivate mutating func showPlan() throws -> Response {
        try query.finish()
        let (errand, plan) = try store.errand(try errandID(), by: session())
        guard case .plan(let action, let parameters) = errand.question else { throw Problem(404) }
        guard !wantsPage else {
            let kind = try store.tenant(errand.tenant).kind
            let page = PlanPage(
                frame: try frame, errand: errand, action: action, kind: kind,
                parameters: parameters, plan: plan)
            return Response(200, page.refresh, page: page.html)
        }
        return Response(
            200,
            json: PlanView(errand: errand, action: action, plan: plan))
    }

    fileprivate mutating func askReveal() throws -> Response {
        let field = try CredentialField(try body.required("field", 1...20))
        let key = try publicKey()
        try body.finish()
        try checkConfirmed()
        let errand = try store.ask(.reveal(field, key: key), of: slug(), by: session())
        return try taken(errand, at: "\(world.hook)/envelopes/\(errand.id)/claim")
    }

    fileprivate mutating func askLink() throws -> Response {
        let offer = try LinkOffer(
            field: try CredentialField(try body.required("field", 1...20)),
            hasPassphrase: try body.flag("passphrase"),
            lifetime: try body.number("expires_in", LinkOffer.lifetimes)
                ?? LinkOffer.usualLifetime,
            views: try body.number("views", 1...LinkOffer.mostViews) ?? 1)
        let key = try publicKey()
        try body.finish()
        try checkConfirmed()
        let errand = try store.ask(.link(offer, key: key), of: slug(), by: session())
        return try taken(errand, at: "\(world.hook)/envelopes/\(errand.id)/claim")
    }

    fileprivate mutating func claimEnvelope() throws -> Response {
        try body.finish()
        let (errand, envelope) = try store.takeEnvelope(try errandID(), by: session())
        guard let envelope else {
            guard errand.state == .waiting else {
                throw Problem(
                    409,
                    errand.error.map { Phrase(english: $0) }
                        ?? Phrase("el trabajador no ha podido", "the worker could not do it"))
            }
            return Response(
                202, [HeaderField("Retry-After", fixed: "1")], json: ErrandView(errand: errand))
        }
        let field =
            switch errand.question {
            case .reveal(let field, _): field.rawValue
            default: "link"
            }
        return Response(
            200,
            json: EnvelopeView(errand: errand, field: field, envelope: envelope))
    }
}

extension Exchange {
    private func taken(_ errand: Errand, at path: String) throws -> Response {
        let location = HeaderField("Location", path).map { [$0] } ?? []
        return Response(202, location, json: ErrandView(errand: errand))
    }

    private func errandID() throws -> String {
        guard Hex.isLowerText(parameters[0].utf8, count: 32) else { throw Problem(404) }
        return parameters[0]
    }

    private mutating func publicKey() throws -> [UInt8] {
        let text = try body.required("public_key", 87...87)
        guard let key = Base64.url.decode(text), key.count == 65, key[0] == 4 else {
            throw Problem(
                400, english: "'public_key' is no uncompressed point of P-256 in base64url")
        }
        return key
    }

    private func checkConfirmed() throws {
        guard try session().isConfirmed(at: now) else { throw Problem.unconfirmed }
    }
}
