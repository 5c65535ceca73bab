internal import PuertoCore
internal import PuertoStore
internal import PuertoVault

extension Route {
    static let session: [Route] = [
        Route("GET", "/session", .reader) { try $0.sessionAnswer() },
        Route("POST", "/session", .samePage) { try $0.logIn() },
        Route("DELETE", "/session", .member) { try $0.logOut() },
        Route("POST", "/session/end", .member) { try $0.logOut() },
        Route("POST", "/session/confirm", .member) { try $0.confirm() },
        Route("GET", "/session/check", .reader) { exchange in
            try exchange.query.finish()
            return Response(204)
        },
        Route("GET", "/login", .open) { try $0.loginPage() },
    ]
}

extension Exchange {
    private static let passwords = 1...1024

    fileprivate func sessionAnswer() throws -> Response {
        try query.finish()
        guard let login else { throw Problem.noSession(at: address("/login")) }
        return Response(200, json: try view(of: login.session, login.token))
    }

    private func view(of session: Session, _ token: SessionToken) throws -> SessionView {
        try SessionView(session: session, csrf: world.csrf.token(for: token.cookie))
    }

    fileprivate mutating func loginPage() throws -> Response {
        let next = try query.text("next", 0...2000)
        try query.finish()
        let place = place(next)
        // Whoever was sent here by the web server comes from a page in some language.
        if asked == nil { asked = next == nil ? nil : language(of: place) }
        return Response(200, page: LoginPage(frame: try frame, next: place).html)
    }

    fileprivate mutating func logIn() throws -> Response {
        let name = try body.required("operator", 1...63)
        let password = Secret(try body.required("password", Exchange.passwords))
        let next = try body.text("next", 0...2000)
        try body.finish()
        let attempt = try store.beginLogin(
            try? Slug(name), account: Digest.bytes(Array(name.utf8)), from: network)
        let isRight = try Exchange.isRight(password, attempt)
        let token = SessionToken.random()
        let session = try store.endLogin(
            attempt, isRight: isRight, session: token.digest, replacing: login?.token.digest)
        guard let session else {
            guard wantsPage else {
                throw Problem(
                    401, "el nombre o la contraseña no son correctos", "name or password are wrong")
            }
            let page = LoginPage(frame: try frame, next: place(next), hasFailed: true)
            return Response(401, page: page.html)
        }
        let cookie = try cookie(token)
        guard !isForm else {
            var response = Response.seeOther(place(next))
            response.headers.append(cookie)
            return response
        }
        return Response(200, [cookie], json: try view(of: session, token))
    }

    fileprivate mutating func confirm() throws -> Response {
        let password = Secret(try body.required("password", Exchange.passwords))
        let next = try body.text("next", 0...2000)
        try body.finish()
        guard let login else { throw Problem.noSession(at: address("/login")) }
        let attempt = try store.beginLogin(
            login.session.name, account: Digest.bytes(Array(login.session.name.text.utf8)),
            from: network)
        let isRight = try Exchange.isRight(password, attempt)
        guard
            let session = try store.confirmSession(login.token.digest, attempt, isRight: isRight)
        else { throw Problem(401, "la contraseña no es correcta", "the password is wrong") }
        guard !isForm else { return .seeOther(place(next)) }
        return Response(200, json: try view(of: session, login.token))
    }

    fileprivate mutating func logOut() throws -> Response {
        try body.finish()
        if let login { try store.endSession(login.token.digest) }
        var response = isForm ? Response.seeOther(address("/login")) : Response(204)
        if let field = HeaderField("Set-Cookie", "\(world.cookieName)=; Max-Age=0\(attributes)") {
            response.headers.append(field)
        }
        return response
    }
}

extension Exchange {
    /// Takes as long for somebody there is not, and for a record that cannot be read.
    private static func isRight(_ password: Secret, _ attempt: LoginAttempt) throws -> Bool {
        let record = attempt.record.flatMap { try? PasswordHash(parsing: $0) } ?? .decoy
        return try record?.matches(password) ?? false
    }

    private func cookie(_ token: SessionToken) throws -> HeaderField {
        let value = token.cookie.revealText() ?? ""
        guard let field = HeaderField("Set-Cookie", "\(world.cookieName)=\(value)\(attributes)")
        else { throw Problem(500) }
        return field
    }

    private var attributes: String {
        "; Path=/; HttpOnly; SameSite=Strict" + (world.web.settings.isSecure ? "; Secure" : "")
    }

    /// Where to go on: a path of this site in plain letters, or the portal.
    private func place(_ next: String?) -> String {
        let home = "\(portal(language))/index.html"
        guard let next, next.utf8.first == UInt8(ascii: "/"),
            next.utf8.dropFirst().first != UInt8(ascii: "/"),
            next.utf8.allSatisfy({ byte in
                byte.isAlphanumeric || "/-_.?=&#".utf8.contains(byte)
            })
        else { return home }
        return next
    }
}
