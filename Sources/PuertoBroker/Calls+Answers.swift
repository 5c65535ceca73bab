internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import PuertoWire

extension Call: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { true }

    /// Verifies the signature before the body is read as anything but bytes.
    func answer(in exchange: BrokerExchange) throws -> Answer {
        let store = exchange.store
        guard let body = Base64.url.decode(body), body.count <= 65_536 else {
            throw PuertoError(.invalid, "the program's request cannot be read")
        }
        let message = WebhookMessage(
            id: id, timestamp: timestamp, signatures: signature, body: body)
        let vault = WebVault(try exchange.broker.ring(of: store))
        guard let secret = try Call.signer(of: message, store, vault) else { return .unsigned }
        var fields = Fields(try JSONText.object(body), from: .json)
        guard let request = try Call.request(from: &fields, by: secret) else { return .unsigned }
        let job = try exchange.queueing(for: request.tenant) {
            try store.enqueue(request, signed: id, by: secret)
        }
        return job.map { .queued($0) } ?? .duplicate
    }

    /// The request of a body; `nil` for a client that is not the secret's own: a secret of one
    /// client does not tell whether there is another.
    private static func request(from body: inout Fields, by secret: SealedHookSecret) throws
        -> JobRequest?
    {
        guard let action = Action(rawValue: try body.required("action", 1...20)),
            !action.needsPlan
        else { throw PuertoError(.invalid, "'action' is not an action for programs") }
        let tenant = try body.text("tenant", 1...63).map { try Slug($0) }
        let parameters = try body.jobParameters()
        guard parameters.images.isEmpty else {
            throw PuertoError(.invalid, "programs name no images")
        }
        try body.finish()
        try action.checkParameters(parameters)
        guard action.needsTenant == (tenant != nil) else {
            throw PuertoError(.invalid, "every action but build needs 'tenant'")
        }
        if let own = secret.secret.tenant, own != tenant { return nil }
        var request = JobRequest(action, tenant, by: .hook(secret.secret.name))
        request.parameters = parameters
        return request
    }

    /// The secret that has signed the message; `nil` without one. Every active one is tried, also
    /// after a match, so that the time says nothing. One that does not open is passed over:
    /// `puerto hook-secret list` names it.
    private static func signer(of message: WebhookMessage, _ store: Store, _ vault: WebVault)
        throws -> SealedHookSecret?
    {
        let now = store.clock()
        var found: SealedHookSecret?
        for sealed in try store.hookSecrets() where sealed.secret.isActive(at: now) {
            guard let secret = try secret(sealed, vault) else { continue }
            if (try? message.verify([secret], now: now)) != nil { found = sealed }
        }
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
}
