internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

extension Route {
    static let calls: [Route] = [
        Route("POST", "/calls", .signed) { try CallRoutes.call(&$0) }
    ]
}

/// The handler of programs' signed requests.
private enum CallRoutes {
    /// Hands the request on as it was received: the broker verifies the signature.
    static func call(_ exchange: inout Exchange) throws -> Response {
        let request = exchange.request
        let asked = Call(
            id: try header("webhook-id", request),
            timestamp: try header("webhook-timestamp", request),
            signature: try header("webhook-signature", request),
            body: Base64.url.encode(request.body))
        guard request.body.isEmpty || exchange.mediaType == "application/json" else {
            throw Problem.unreadable("application/json")
        }
        switch try exchange.ask(asked) {
        case .unsigned: throw unsigned
        case .queued(let job): return try exchange.accepted(job)
        case .duplicate:
            var json = JSONObject()
            json.add("duplicate", true)
            return Response(200, json: json)
        }
    }

    private static func header(_ name: String, _ request: Request) throws -> String {
        guard let value = request.header(name), value.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw unsigned }
        return String(decoding: value, as: UTF8.self)
    }

    private static let unsigned = Problem(
        401, english: "the request is not signed as it must be")
}
