internal import PuertoCore

/// The hook: a request becomes an answer, and at most one change. It waits for nothing.
package struct Hook: Sendable {
    private let open: @Sendable () throws -> HookWorld
    private let log: @Sendable (String) -> Void

    /// `open` is called once for each request; `log` gets a line, without secrets, for what goes
    /// wrong inside.
    package init(
        open: @escaping @Sendable () throws -> HookWorld,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.open = open
        self.log = log
    }

    /// Never throws: what goes wrong inside is a 500 or 503 that says nothing of it.
    package func answer(_ request: Request) -> Response {
        var exchange: Exchange?
        var response: Response
        do {
            response = try answer(request, &exchange)
        } catch let problem as Problem {
            response = ProblemPage.response(problem, request, exchange)
        } catch let error as Unready {
            log("\(error.cause.code.rawValue): \(error.cause)")
            response = ProblemPage.response(.notReady, request, exchange)
        } catch let error as PuertoError {
            let problem = Problem(error)
            if problem.status >= 500 { log("\(error.code.rawValue): \(error)") }
            response = ProblemPage.response(problem, request, exchange)
        } catch {
            log("internal error: \(PuertoError.visible("\(error)"))")
            response = ProblemPage.response(Problem(500), request, exchange)
        }
        response.addUsualHeaders()
        return response
    }

    private func answer(_ request: Request, _ exchange: inout Exchange?) throws -> Response {
        guard request.body.count <= Request.bodyLimit else { throw Problem(413) }
        guard let path = RequestPath(request.path) else { throw Problem(404) }
        let matches = Route.all.compactMap { route in
            route.match(path).map { (route: route, parameters: $0) }
        }
        guard !matches.isEmpty else { throw Problem(404) }
        let method = request.method == "HEAD" ? "GET" : request.method
        guard let (route, parameters) = matches.first(where: { $0.route.method == method }) else {
            throw Hook.notAllowed(matches.map(\.route))
        }
        let world = try opened()
        var current = Exchange(world: world, request: request, parameters: parameters)
        exchange = current
        let query = Result { Fields(try FormText.fields(request.query), from: .query) }
        if case .success(let fields) = query {
            // Whoever is not let in is told so in their language.
            current.query = fields
            try? current.readLanguage()
            exchange = current
        }
        let gate = Gate(world: world, request: request)
        current.login = try gate.login(for: route.access)
        exchange = current
        current.query = try query.get()
        try current.readLanguage()
        exchange = current
        var header = request.header("x-csrf-token").map { String(decoding: $0, as: UTF8.self) }
        // Of one that is signed it is known first who has sent it.
        if !route.isRead, route.access != .signed {
            try current.readBody()
            if let field = try current.body.text("csrf", 0...200) { header = field }
        }
        try gate.check(current.login, header, for: route.access)
        exchange = current
        if !route.isRead { try world.checkKey() }
        return try route.handle(&current)
    }

    private func opened() throws -> HookWorld {
        do { return try open() } catch let error as PuertoError { throw Unready(cause: error) }
    }

    private static func notAllowed(_ routes: [Route]) -> Problem {
        var problem = Problem(405)
        let methods = routes.map(\.method) + (routes.contains(where: \.isRead) ? ["HEAD"] : [])
        if let field = HeaderField("Allow", methods.joined(separator: ", ")) {
            problem.headers.append(field)
        }
        return problem
    }
}

extension Exchange {
    /// Of one of the two types that forms and programs send; nothing at all is an empty body.
    mutating func readBody() throws {
        let sent = request.header("content-type") ?? []
        let type = sent.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
        switch String(decoding: type, as: UTF8.self).lowercased() {
        case "application/json":
            body = Fields(try JSONText.object(request.body), from: .json)
        case "application/x-www-form-urlencoded":
            body = Fields(try FormText.fields(request.body), from: .form)
        case "" where request.body.isEmpty: break
        default:
            throw Problem.unreadable("application/json or application/x-www-form-urlencoded")
        }
    }
}
