internal import PuertoCore
internal import PuertoWire

/// The hook: it turns a request into an answer and at most one change. It waits for no work.
package struct Hook: Sendable {
    private let open: @Sendable () throws -> HookWorld
    private let log: @Sendable (String) -> Void

    /// `open` is called once for each request. `log` gets a line, without secrets, for each
    /// internal failure.
    package init(
        open: @escaping @Sendable () throws -> HookWorld,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.open = open
        self.log = log
    }

    /// Never throws: an internal failure is a 500 or 503 that tells nothing of its cause.
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
        } catch let refused as Refused {
            let problem = Problem(refused, login: exchange?.reader.address("/login") ?? "")
            response = ProblemPage.response(problem, request, exchange)
        } catch let error as PuertoError {
            let problem = Problem(error)
            if problem.status >= 500 { log("\(error.code.rawValue): \(error)") }
            response = ProblemPage.response(problem, request, exchange)
        } catch {
            log("internal error: \(PuertoError.visible("\(error)"))")
            response = ProblemPage.response(Problem(500), request, exchange)
        }
        if let exchange, request.wantsPage, response.isJSON {
            let page = DataPage(layout: exchange.layout, client: exchange.namedClient)
            response.turn(into: page.html)
        }
        response.addUsualHeaders(of: exchange?.world.settings)
        return response
    }
}

extension Hook {
    /// `exchange` is what is known of the request so far: a refusal needs its language and login.
    private func answer(_ request: Request, _ exchange: inout Exchange?) throws -> Response {
        let found = Result {
            guard request.body.count <= Request.bodyLimit else { throw Problem(413) }
            return try Route.find(request)
        }
        if case .failure = found, request.wantsPage { exchange = unrouted(request) }
        let (route, path) = try found.get()
        var current = Exchange(request, path, in: try opened())
        // The gate decides before the query is judged, but refuses in the language it names.
        let query = Result { try current.readQuery() }
        exchange = current
        if let place = current.ownPlace(of: route) { return place }
        let gate = Gate(world: current.world, request: request)
        current.login = try gate.login(for: route.access)
        exchange = current
        try query.get()
        // The signature of a program's request is verified before its body is read.
        if !route.isRead, route.access != .signed { try current.readBody() }
        let token = try current.readCSRFToken()
        try gate.check(current.login, token, for: route.access)
        exchange = current
        return try route.handle(&current)
    }

    /// The language and login of a person's request that no route takes, for the page that
    /// says so. `nil` where the broker does not answer.
    func unrouted(_ request: Request) -> Exchange? {
        guard let world = try? opened() else { return nil }
        var exchange = Exchange(request, PathValues([]), in: world)
        try? exchange.readQuery()
        exchange.login = try? Gate(world: world, request: request).login(for: .reader)
        return exchange
    }

    private func opened() throws -> HookWorld {
        do { return try open() } catch let error as PuertoError { throw Unready(cause: error) }
    }
}
