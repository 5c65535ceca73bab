internal import PuertoCore
internal import PuertoStore
internal import PuertoVault

/// Who is let in to a route.
enum Access: Sendable {
    /// Anybody.
    case open
    /// Whatever program has signed the request.
    case signed
    /// Anybody whose request comes from a page of the portal.
    case samePage
    /// Whoever is logged in.
    case reader
    /// Whoever is logged in, with a request of the portal's own.
    case member
    /// The same, as an owner.
    case owner
}

/// Lets requests in, or says why not.
struct Gate {
    let world: HookWorld
    let request: Request
}

extension Gate {
    /// Throws a 401 or 403.
    func login(for access: Access) throws -> Exchange.Login? {
        guard access != .open, access != .signed else { return nil }
        if access != .reader { try checkOrigin() }
        guard access != .samePage else { return try? login() }
        return try login()
    }

    /// The session of the one cookie of that name.
    private func login() throws -> Exchange.Login {
        guard let token = token(), let session = try world.store.touchSession(token.digest) else {
            throw Problem.noSession(at: "\(world.hook)/login")
        }
        return Exchange.Login(session: session, token: token)
    }

    /// Throws a 403 unless the session's token is there, and unless an owner asks where one must.
    func check(_ login: Exchange.Login?, _ token: String?, for access: Access) throws {
        guard access == .member || access == .owner else { return }
        guard let login, let token, try world.csrf.isToken(token, of: login.token.cookie) else {
            throw Problem(
                403, "la petición no lleva el testigo de esta sesión",
                "the request does not carry this session's token")
        }
        guard access == .member || login.session.role == .owner else {
            throw Problem(
                403, "quien solo mira no pide nada", "a viewer looks, and asks for nothing")
        }
    }

    /// Two cookies of the name are none: one of them is somebody else's doing.
    private func token() -> SessionToken? {
        let name = Array(world.cookieName.utf8)
        let lines = request.headers.filter { $0.name == "cookie" }
        let pairs = lines.flatMap { $0.value.split(separator: UInt8(ascii: ";")) }
        let values = pairs.compactMap { pair -> ArraySlice<UInt8>? in
            let trimmed = pair.drop { $0 == 0x20 }
            guard let sign = trimmed.firstIndex(of: UInt8(ascii: "=")),
                trimmed[..<sign].elementsEqual(name)
            else { return nil }
            return trimmed[(sign + 1)...]
        }
        return values.count == 1 ? SessionToken(values[0]) : nil
    }

    /// Browsers say where a request comes from, and pages cannot change that.
    private func checkOrigin() throws {
        let origin = request.headers.filter { $0.name == "origin" }.map(\.value)
        let site = request.headers.filter { $0.name == "sec-fetch-site" }.map(\.value)
        let own = Array(world.web.settings.origin.utf8)
        let isOwnSite = site.count == 1 && site[0].elementsEqual("same-origin".utf8)
        // `null` is what a page without referrers sends to its own site too.
        let isOwnOrigin = origin.count == 1 && origin[0].elementsEqual(own)
        let isSilent =
            origin.isEmpty || (origin.count == 1 && origin[0].elementsEqual("null".utf8))
        guard site.isEmpty ? isOwnOrigin : isOwnSite && (isOwnOrigin || isSilent) else {
            throw Problem(
                403, "la petición no viene de una página de este portal",
                "the request does not come from a page of this portal")
        }
    }
}
