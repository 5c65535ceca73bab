internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

/// A request on its way to its answer.
struct Exchange {
    let world: HookWorld
    let request: Request
    /// The values of the route's placeholders.
    let path: PathValues
    var reader: Reader
    /// The session that the gate has found.
    var login: Login?
    var query = Fields(from: .query)
    var body = Fields(from: .json)

    init(_ request: Request, _ path: PathValues, in world: HookWorld) {
        self.world = world
        self.request = request
        self.path = path
        reader = Reader(world.web, request)
    }
}

extension Exchange {
    /// Asks the broker, with the session's cookie.
    func ask<Asked: Operation>(_ operation: Asked) throws -> Asked.Answer {
        try world.broker.ask(operation, cookie: login?.token.text)
    }

    /// The client's network, from the nearest trusted proxy.
    var network: Network { request.network(behind: world.web.settings.proxies) }

    /// Tells whether an HTML form was sent; its answer is a page.
    var isForm: Bool { body.isForm }

    /// Throws a 401 without a login.
    func loggedIn() throws -> Login {
        guard let login else { throw Problem.noSession(at: reader.address("/login")) }
        return login
    }

    /// Throws a 401 without a login.
    func session() throws -> Session { try loggedIn().session }

    /// The layout of the hook's pages, for this reader and this login.
    var layout: HookLayout {
        HookLayout(
            agency: world.web.agency, style: world.web.style, icon: world.web.icon,
            reader: reader, login: login.map { ($0.session, $0.csrfToken) }, place: shownPlace,
            isDemo: world.isDemo)
    }
}
