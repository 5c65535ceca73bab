internal import PuertoCore
internal import PuertoWire

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
        let tenant = try exchange.ask(GetTenant(exchange.path.slug())).tenant
        let page = ActionPage(
            layout: exchange.layout, tenant: tenant, action: action,
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
        let parameters = try exchange.body.jobParameters()
        let plan = try exchange.body.text("plan", 0...64)
        let confirm = try exchange.body.text("confirm", 0...63)
        let key = try exchange.idempotencyKey()
        try exchange.body.finish()
        let asked = Act(action, slug, parameters, plan: plan, confirm: confirm, key: key)
        guard let job = try exchange.ask(asked).job else { throw unplanned(action) }
        return try exchange.accepted(job)
    }

    private static func unplanned(_ action: Action) -> Problem {
        Problem(
            409, "«\(action.word(.es))» necesita el plan que has visto",
            "\(action.rawValue) needs the plan that you have seen",
            hint: Phrase("pide uno: vale 15 minutos", "ask for one: it is valid for 15 minutes"))
    }

    static func build(_ exchange: inout Exchange) throws -> Response {
        let key = try exchange.idempotencyKey()
        try exchange.body.finish()
        return try exchange.accepted(try exchange.ask(RequestBuild(key: key)).job)
    }
}
