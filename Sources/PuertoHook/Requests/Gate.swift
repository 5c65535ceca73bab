internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

/// Lets a request in or throws why not.
struct Gate {
    let world: HookWorld
    let request: Request
}

extension Gate {
    /// The login that the route needs or can use. Throws a 401 or 403.
    func login(for access: Access) throws -> Login? {
        if access.wantsOrigin { try checkOrigin() }
        switch access {
        case .open, .signed: return nil
        case .samePage: return try? login()
        case .reader, .member, .owner: return try login()
        }
    }

    private func login() throws -> Login {
        do {
            if let token = world.cookie.token(in: request),
                case let found = try world.broker.ask(GetSession(), cookie: token.text),
                let session = found.session
            {
                return Login(session: session, token: token, passkeys: found.passkeys)
            }
        } catch Refused.noSession {}
        throw Problem.noSession(at: "\(world.hook)/login")
    }

    /// Throws a 403 without the session's CSRF token, and for a viewer where an owner must ask.
    func check(_ login: Login?, _ token: String?, for access: Access) throws {
        guard access.wantsToken else { return }
        guard let login, let token, login.csrf.isToken(token, of: login.token.cookie) else {
            throw Problem(
                403, "la petición no lleva el código de esta sesión",
                "the request does not carry this session's token",
                hint: Phrase("vuelve a cargar la página", "load the page again"))
        }
        guard access != .owner || login.session.role == .owner else { throw Problem.viewer }
    }

    /// Browsers name the origin of a request, and pages cannot change what they name. Throws a 403.
    private func checkOrigin() throws {
        let origin = request.headers.filter { $0.name == "origin" }.map(\.value)
        let site = request.headers.filter { $0.name == "sec-fetch-site" }.map(\.value)
        let own = Array(world.web.settings.origin.utf8)
        let isOwnSite = site.count == 1 && site[0].elementsEqual("same-origin".utf8)
        let isOwnOrigin = origin.count == 1 && origin[0].elementsEqual(own)
        // A page without referrers sends `null`, also to its own site: then the name that the
        // request was sent to tells which site that is.
        let isSilent =
            origin.isEmpty || (origin.count == 1 && origin[0].elementsEqual("null".utf8))
        guard site.isEmpty ? isOwnOrigin : isOwnSite && (isOwnOrigin || isSilent) else {
            throw elsewhere()
        }
        guard isOwnOrigin || request.isSent(to: world.web.settings) else { throw elsewhere() }
    }

    private func elsewhere() -> Problem {
        let origin = world.web.settings.origin
        return Problem(
            403, "la petición no viene de una página de este portal",
            "the request does not come from a page of this portal",
            hint: Phrase("el portal está en \(origin)", "the portal is at \(origin)"))
    }
}
