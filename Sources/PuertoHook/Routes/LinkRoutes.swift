internal import PuertoCore
internal import PuertoStore
internal import PuertoVault

extension Route {
    static let links: [Route] = [
        Route("GET", "/tenants/{slug}/links", .reader) { try $0.linkList() },
        Route("POST", "/links/{link}/revoke", .owner) { try $0.revokeLink() },
        Route("POST", "/claim", .open) { try $0.claim() },
    ]
}

extension Exchange {
    fileprivate mutating func linkList() throws -> Response {
        try query.finish()
        return Response(
            200,
            json: ListView(name: "links", items: try store.links(of: slug()).map(LinkView.init)))
    }

    fileprivate mutating func revokeLink() throws -> Response {
        try body.finish()
        let receipt = try store.revokeLink(parameters[0], by: session().actor)
        guard !isForm else {
            return .seeOther("\(portal(language))/clients/\(receipt.tenant.text).html")
        }
        return Response(200, json: LinkView(receipt: receipt))
    }

    /// One 404 for everything that is not there, whatever the reason.
    fileprivate mutating func claim() throws -> Response {
        guard !isForm else { throw Problem.unreadable("application/json") }
        let id = try body.required("id", 1...100)
        let token = try body.required("token", 1...100)
        try body.finish()
        guard let id = Base64.url.decode(id), id.count == 16, let token = Base64.url.decode(token),
            token.count == 32
        else { throw Exchange.gone }
        let from = network
        let found = try store.claimLink(
            id, tokenDigest: Digest.bytes(token), pair: Digest.joint(id, Array(from.text.utf8)),
            from: from)
        guard let found else { throw Exchange.gone }
        return Response(
            200,
            json: ClaimedView(nonce: found.nonce, ciphertext: found.ciphertext))
    }

    private static let gone = Problem(
        404, "aquí ya no hay nada que abrir", "there is nothing to open here any more")
}
