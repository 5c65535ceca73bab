internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

extension Route {
    static let codes: [Route] = [
        Route("POST", "/session/code", .samePage) { try CodeRoutes.logIn(&$0) }
    ]
}

/// Handlers of logins with a code of the command line.
private enum CodeRoutes {
    static func logIn(_ exchange: inout Exchange) throws -> Response {
        let code = Secret(try exchange.body.required("code", 1...100))
        let next = try exchange.body.text("next", 0...2000)
        try exchange.body.finish()
        let token = SessionToken.random()
        let found = try exchange.ask(
            LogInWithCode(code: code.reveal(), network: exchange.network, cookie: token.text))
        guard found.session != nil else { return try refused(exchange, next) }
        return try exchange.loggedIn(found, token, next: next)
    }

    private static func refused(_ exchange: Exchange, _ next: String?) throws -> Response {
        guard exchange.request.wantsPage else {
            throw Problem(
                401, "el código no es correcto, ha caducado o ya se ha usado",
                "the code is wrong, has expired or was used already",
                hint: Phrase(
                    "pide otro: puerto operator code NOMBRE",
                    "get another: puerto operator code NAME"))
        }
        return exchange.loginPage(401, next: next, failure: .code)
    }
}
