internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

extension Route {
    static let approvals: [Route] = [
        Route("GET", "/approvals", .reader) { try ApprovalRoutes.list(&$0) },
        Route("POST", "/approvals", .owner) { try ApprovalRoutes.begin(&$0) },
        Route("POST", "/approvals/{approval}", .owner) { try ApprovalRoutes.approve(&$0) },
    ]
}

/// Handlers of approvals: signatures of the operator's passkey over exactly what is asked for.
private enum ApprovalRoutes {
    static func list(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let approvals = try exchange.ask(GetApprovals()).approvals
        return Response(
            200, json: ListView(name: "approvals", items: approvals.map(ApprovedView.init)))
    }

    static func begin(_ exchange: inout Exchange) throws -> Response {
        guard !exchange.isForm else { throw Problem.unreadable("application/json") }
        let word = try exchange.body.required("act", 1...20)
        let slug = try Slug(try exchange.body.required("tenant", 1...63))
        let act = try act(word, slug, &exchange)
        try exchange.body.finish()
        return Response(201, json: ApprovalView(try exchange.ask(BeginApproval(act))))
    }

    private static func act(_ word: String, _ slug: Slug, _ exchange: inout Exchange) throws
        -> ApprovedAct
    {
        switch word {
        case "reveal":
            let field = try CredentialField(try exchange.body.required("field", 1...20))
            return .secret(slug, .reveal(field, key: try exchange.body.publicKey()))
        case "link":
            let offer = try exchange.body.linkOffer()
            return .secret(slug, .link(offer, key: try exchange.body.publicKey()))
        case "page": return .secret(slug, .page(key: try exchange.body.publicKey()))
        default:
            guard let action = Action(rawValue: word), action.needsTenant else {
                throw Problem(404, "no existe esa acción", "there is no such action")
            }
            return .action(try exchange.act(action, slug))
        }
    }

    /// Does what was asked for, once its challenge is signed.
    static func approve(_ exchange: inout Exchange) throws -> Response {
        let assertion = try exchange.body.assertion()
        try exchange.body.finish()
        switch try exchange.ask(Approve(exchange.path.errandID(), assertion)) {
        case .queued(let job): return try exchange.accepted(job)
        case .asked(let errand):
            return try exchange.accepted(errand, resultAt: "/envelopes/\(errand.id)/claim")
        }
    }
}

extension Exchange {
    /// Tells whether a passkey has to approve an action on this portal.
    func needsApproval(_ action: Action) -> Bool {
        action.needsApproval || world.web.passkeys.requires == .passkey
    }

    /// The request for an action in the body. Throws a 400.
    mutating func act(_ action: Action, _ slug: Slug) throws -> Act {
        let parameters = try body.jobParameters()
        let plan = try body.text("plan", 0...64)
        let confirm = try body.text("confirm", 0...63)
        return Act(
            action, slug, parameters, plan: plan, confirm: confirm, key: try idempotencyKey())
    }
}

extension Fields {
    /// Reads the parts of a signature, in base64url. Throws a 400.
    mutating func assertion() throws -> SignedAssertion {
        SignedAssertion(
            credential: try bytes("credential", 1...1023),
            clientData: try bytes("client_data", 1...8192),
            authenticatorData: try bytes("authenticator_data", 37...8192),
            signature: try bytes("signature", 1...1024))
    }

    /// Bytes in base64url. Throws a 400.
    mutating func bytes(_ name: String, _ lengths: ClosedRange<Int>) throws -> [UInt8] {
        let text = try required(name, 1...(lengths.upperBound * 4 / 3 + 3))
        guard let bytes = Base64.url.decode(text), lengths.contains(bytes.count) else {
            throw Problem(
                400,
                english: "'\(name)' must be \(lengths.lowerBound) to \(lengths.upperBound) bytes "
                    + "in base64url")
        }
        return bytes
    }
}
