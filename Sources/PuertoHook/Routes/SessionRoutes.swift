internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

extension Route {
    static let session: [Route] = [
        Route("GET", "/session", .reader) { try SessionRoutes.show(&$0) },
        Route("POST", "/session", .samePage) { try SessionRoutes.logIn(&$0) },
        Route("DELETE", "/session", .member) { try SessionRoutes.logOut(&$0) },
        Route("POST", "/session/end", .member) { try SessionRoutes.logOut(&$0) },
        Route("GET", "/session/check", .reader) { exchange in
            try exchange.query.finish()
            return Response(204)
        },
        Route("GET", "/login", .open) { try SessionRoutes.page(&$0) },
    ]
}

/// Handlers of logins.
private enum SessionRoutes {
    static func show(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let login = try exchange.loggedIn()
        return Response(
            200, json: SessionView(login: login, policy: exchange.world.web.passkeys))
    }

    static func page(_ exchange: inout Exchange) throws -> Response {
        let next = try exchange.query.text("next", 0...2000)
        try exchange.query.finish()
        let place = exchange.reader.destination(next)
        // A web server that redirects here does not name the language of the page that was wanted.
        if exchange.reader.asked == nil, next != nil {
            exchange.reader.asked = exchange.reader.language(of: place)
        }
        return exchange.loginPage(200, next: place)
    }

    static func logIn(_ exchange: inout Exchange) throws -> Response {
        let name = try exchange.body.required("operator", 1...63)
        let (password, next) = try password(&exchange)
        let token = SessionToken.random()
        let found = try exchange.ask(
            LogIn(
                name: name, password: password.reveal(), network: exchange.network,
                cookie: token.text))
        guard found.session != nil else { return try refused(exchange, next) }
        return try exchange.loggedIn(found, token, next: next)
    }

    private static func refused(_ exchange: Exchange, _ next: String?) throws -> Response {
        guard exchange.request.wantsPage else {
            throw Problem(
                401, "el nombre o la contraseña no son correctos",
                "the name or the password is wrong")
        }
        return exchange.loginPage(401, next: next, failure: .password)
    }

    /// The body's last two fields.
    private static func password(_ exchange: inout Exchange) throws -> (Secret, next: String?) {
        let password = Secret(try exchange.body.required("password", 1...1024))
        let next = try exchange.body.text("next", 0...2000)
        try exchange.body.finish()
        return (password, next)
    }

    /// Pages that the session has shown leave the browser with it (Clear Site Data, 3.1). The word
    /// for cookies is left out: it would end the sessions of other sites of the domain too.
    private static let clearing = HeaderField("Clear-Site-Data", fixed: "\"cache\"")

    static func logOut(_ exchange: inout Exchange) throws -> Response {
        try exchange.body.finish()
        _ = try exchange.ask(LogOut())
        var response =
            exchange.isForm ? Response.seeOther(exchange.reader.address("/login")) : Response(204)
        if let removal = exchange.world.cookie.removal { response.headers.append(removal) }
        response.headers.append(SessionRoutes.clearing)
        return response
    }
}
