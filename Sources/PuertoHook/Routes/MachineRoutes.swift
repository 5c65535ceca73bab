internal import PuertoCore
internal import PuertoStore
internal import PuertoVault

extension Route {
    static let machine: [Route] = [
        Route("GET", "/health", .open) { exchange in
            try exchange.query.finish()
            try exchange.world.checkKey()
            var json = JSONObject()
            json.add("status", "ok")
            return Response(200, json: json)
        },
        Route("POST", "/calls", .signed) { try $0.call() },
    ]

    /// Where the web server cannot ask before it serves, the hook serves.
    static let files: [Route] = [
        Route("GET", "/portal/{path*}", .reader) { try $0.file("portal") },
        Route("GET", "/assets/{path*}", .open) { try $0.file("assets") },
    ]
}

extension Exchange {
    fileprivate mutating func file(_ folder: String) throws -> Response {
        let isName = parameters[0].utf8.allSatisfy { byte in
            byte.isAlphanumeric || "/-.".utf8.contains(byte)
        }
        guard isName else { throw Problem(404) }
        var response = Response(200)
        response.body = .file("\(folder)/\(parameters[0])")
        return response
    }

    /// A program's request. The signature is looked at before the body is anything but bytes.
    fileprivate mutating func call() throws -> Response {
        let secret = try signer()
        try readBody()
        guard !isForm else { throw Problem.unreadable("application/json") }
        guard let action = Action(rawValue: try body.required("action", 1...20)),
            !action.isDestructive
        else { throw Problem(400, english: "'action' is none that programs ask for") }
        let tenant = try body.text("tenant", 1...63).map { try Slug($0) }
        let parameters = try parameters(from: &body)
        try body.finish()
        try action.checkParameters(parameters)
        guard action.needsTenant == (tenant != nil) else {
            throw Problem(400, english: "'tenant' belongs to every action but build")
        }
        // What is another client's is not there for whoever asks for one.
        if let own = secret.secret.tenant, own != tenant { throw Exchange.unsigned }
        var request = JobRequest(action, tenant, by: .hook(secret.secret.name))
        request.parameters = parameters
        let id = String(decoding: self.request.header("webhook-id") ?? [], as: UTF8.self)
        let job = try holding(tenant) { try store.enqueue(request, signed: id, by: secret) }
        guard let job else {
            var json = JSONObject()
            json.add("duplicate", true)
            return Response(200, json: json)
        }
        return try accepted(job)
    }

    private static let unsigned = Problem(
        401, english: "the request is not signed as it must be")

    /// Which secret has signed the request: every one is tried, whichever it was.
    private func signer() throws -> SealedHookSecret {
        func header(_ name: String) throws -> String {
            guard let value = request.header(name), value.allSatisfy({ (0x20...0x7E).contains($0) })
            else { throw Exchange.unsigned }
            return String(decoding: value, as: UTF8.self)
        }
        let message = WebhookMessage(
            id: try header("webhook-id"), timestamp: try header("webhook-timestamp"),
            signatures: try header("webhook-signature"), body: request.body)
        let now = now
        var found: SealedHookSecret?
        for sealed in try store.hookSecrets() where sealed.secret.isActive(at: now) {
            let secret = try world.vault.open(
                sealed.ciphertext, nonce: sealed.nonce, name: sealed.secret.name.text,
                tenant: sealed.secret.tenant?.text ?? "")
            if (try? message.verify([secret], now: now)) != nil { found = sealed }
        }
        guard let found else { throw Exchange.unsigned }
        return found
    }
}
