internal import PuertoCore
internal import PuertoStore
internal import PuertoVault

extension Route {
    static let calls: [Route] = [
        Route("POST", "/calls", .signed) { try CallRoutes.call(&$0) }
    ]
}

/// The handler of programs' signed requests.
private enum CallRoutes {
    /// Verifies the signature before the body is read as anything but bytes.
    static func call(_ exchange: inout Exchange) throws -> Response {
        let secret = try signer(of: exchange)
        try exchange.readBody()
        guard !exchange.isForm else { throw Problem.unreadable("application/json") }
        let request = try request(from: &exchange.body, by: secret)
        let id = String(decoding: exchange.request.header("webhook-id") ?? [], as: UTF8.self)
        let store = exchange.store
        let job = try store.queueing(for: request.tenant) {
            try store.enqueue(request, signed: id, by: secret)
        }
        guard let job else {
            var json = JSONObject()
            json.add("duplicate", true)
            return Response(200, json: json)
        }
        return try exchange.accepted(job)
    }

    private static func request(from body: inout Fields, by secret: SealedHookSecret) throws
        -> JobRequest
    {
        guard let action = Action(rawValue: try body.required("action", 1...20)),
            !action.needsPlan
        else { throw Problem(400, english: "'action' is not an action for programs") }
        let tenant = try body.text("tenant", 1...63).map { try Slug($0) }
        let parameters = try body.jobParameters()
        guard parameters.images.isEmpty else {
            throw Problem(400, english: "programs name no images")
        }
        try body.finish()
        try action.checkParameters(parameters)
        guard action.needsTenant == (tenant != nil) else {
            throw Problem(400, english: "every action but build needs 'tenant'")
        }
        // A secret of one client does not tell whether there is another.
        if let own = secret.secret.tenant, own != tenant { throw unsigned }
        var request = JobRequest(action, tenant, by: .hook(secret.secret.name))
        request.parameters = parameters
        return request
    }

    /// The secret that has signed the request. Every active one is tried, also after a match, so
    /// that the time says nothing. One that does not open is passed over: `puerto hook-secret list`
    /// names it. Throws a 401.
    private static func signer(of exchange: Exchange) throws -> SealedHookSecret {
        let message = try message(of: exchange.request)
        let now = exchange.now
        var found: SealedHookSecret?
        for sealed in try exchange.store.hookSecrets() where sealed.secret.isActive(at: now) {
            guard let secret = try secret(sealed, exchange.world.vault) else { continue }
            if (try? message.verify([secret], now: now)) != nil { found = sealed }
        }
        guard let found else { throw unsigned }
        return found
    }

    private static func secret(_ sealed: SealedHookSecret, _ vault: WebVault) throws
        -> WebhookSecret?
    {
        do {
            return try vault.open(
                sealed.ciphertext, nonce: sealed.nonce, name: sealed.secret.name.text,
                tenant: sealed.tenant, slug: sealed.secret.tenant?.text ?? "")
        } catch let error as PuertoError where error.code == .undecryptable { return nil }
    }

    private static func message(of request: Request) throws -> WebhookMessage {
        func header(_ name: String) throws -> String {
            guard let value = request.header(name), value.allSatisfy({ (0x20...0x7E).contains($0) })
            else { throw unsigned }
            return String(decoding: value, as: UTF8.self)
        }
        return WebhookMessage(
            id: try header("webhook-id"), timestamp: try header("webhook-timestamp"),
            signatures: try header("webhook-signature"), body: request.body)
    }

    private static let unsigned = Problem(
        401, english: "the request is not signed as it must be")
}
