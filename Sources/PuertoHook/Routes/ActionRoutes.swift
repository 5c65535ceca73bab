internal import PuertoCore
internal import PuertoStore

extension Route {
    static let actions: [Route] = [
        Route("GET", "/tenants/{slug}/actions/{action}", .reader) { try ActionRoutes.page(&$0) },
        Route("POST", "/tenants/{slug}/actions/{action}", .owner) { try ActionRoutes.act(&$0) },
        Route("POST", "/build", .owner) { try ActionRoutes.build(&$0) },
    ]
}

/// Handlers that ask for actions.
private enum ActionRoutes {
    static func page(_ exchange: inout Exchange) throws -> Response {
        let field = try exchange.query.text("field", 1...20)
        try exchange.query.finish()
        let action = try exchange.path.action()
        let tenant = try exchange.store.fleet().tenant(exchange.path.slug())
        let page = ActionPage(
            layout: try exchange.layout, tenant: tenant, action: action,
            field: field.flatMap(CredentialField.init(rawValue:)),
            refusal: try refusal(of: action, for: tenant))
        return Response(200, page: page.html)
    }

    /// Why the action cannot be asked for now; `nil` when it can.
    private static func refusal(of action: Action, for tenant: Tenant) throws -> Problem? {
        do { try action.check(tenant) } catch let error as PuertoError { return Problem(error) }
        return nil
    }

    static func act(_ exchange: inout Exchange) throws -> Response {
        let (action, slug) = (try exchange.path.action(), try exchange.path.slug())
        let session = try exchange.session()
        var request = JobRequest(action, slug, by: session.actor)
        request.parameters = try exchange.body.jobParameters()
        request.parameters.plan = try exchange.body.text("plan", 0...64)
        let confirm = try exchange.body.text("confirm", 0...63)
        request.key = try exchange.idempotencyKey()
        try exchange.body.finish()
        try action.checkParameters(request.parameters)
        if action.needsPlan { try check(request, slug, confirm, exchange) }
        let store = exchange.store
        let job = try store.queueing(for: slug) {
            guard let plan = request.parameters.plan else { return try store.enqueue(request) }
            guard let job = try store.enqueue(request, after: plan, by: session) else {
                throw unplanned(action)
            }
            return job
        }
        return try exchange.accepted(job)
    }

    /// Throws unless the action comes with a plan and, if it is destructive, with the client's
    /// slug, typed.
    private static func check(
        _ request: JobRequest, _ slug: Slug, _ confirm: String?, _ exchange: Exchange
    ) throws {
        try exchange.store.checkRecordingRefusal(request.action, slug, by: request.actor)
        guard request.parameters.plan != nil else { throw unplanned(request.action) }
        guard request.action.isDestructive else { return }
        guard let confirm, confirm.utf8.elementsEqual(slug.text.utf8) else {
            throw Problem(
                409, "el identificador escrito no es el del cliente",
                "the slug that was typed is not the client's",
                hint: Phrase("escribe '\(slug)'", "type '\(slug)'"))
        }
    }

    private static func unplanned(_ action: Action) -> Problem {
        Problem(
            409, "«\(action.word(.es))» necesita el plan que has visto",
            "\(action.rawValue) needs the plan that you have seen",
            hint: Phrase("pide uno: vale 15 minutos", "ask for one: it is valid for 15 minutes"))
    }

    static func build(_ exchange: inout Exchange) throws -> Response {
        var request = JobRequest(.build, nil, by: try exchange.session().actor)
        request.key = try exchange.idempotencyKey()
        try exchange.body.finish()
        return try exchange.accepted(try exchange.store.enqueueOnce(request))
    }
}
