internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

extension Route {
    static let links: [Route] = [
        Route("GET", "/tenants/{slug}/links", .reader) { try LinkRoutes.list(&$0) },
        Route("POST", "/links/{link}/revoke", .owner) { try LinkRoutes.revoke(&$0) },
        Route("POST", "/claim", .open) { try LinkRoutes.claim(&$0) },
    ]
}

/// Handlers of one-time links.
private enum LinkRoutes {
    static func list(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let links = try exchange.ask(GetLinks(of: exchange.path.slug())).receipts
        return Response(200, json: ListView(name: "links", items: links.map(LinkView.init)))
    }

    static func revoke(_ exchange: inout Exchange) throws -> Response {
        try exchange.body.finish()
        let receipt = try exchange.ask(RevokeLink(exchange.path.first)).receipt
        guard !exchange.isForm else {
            return .seeOther("\(exchange.reader.portal)/clients/\(receipt.tenant.text).html")
        }
        return Response(200, json: LinkView(receipt))
    }

    /// Hands a link's ciphertext out. Every refusal has the same 404, whatever its reason.
    static func claim(_ exchange: inout Exchange) throws -> Response {
        guard !exchange.isForm else { throw Problem.unreadable("application/json") }
        let id = try exchange.body.required("id", 1...100)
        let token = try exchange.body.required("token", 1...100)
        try exchange.body.finish()
        guard let id = Base64.url.decode(id), id.count == 16, let token = Base64.url.decode(token),
            token.count == 32
        else { throw gone }
        let asked = ClaimLink(id: id, token: token, network: exchange.network)
        guard let found = try exchange.ask(asked).sealed else { throw gone }
        return Response(200, json: ClaimedView(nonce: found.nonce, ciphertext: found.ciphertext))
    }

    private static let gone = Problem(
        404, "aquí ya no hay nada que abrir", "there is nothing to open here any more")
}
