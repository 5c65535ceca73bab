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
            refusal: try refusal(of: action, for: tenant),
            needsApproval: exchange.needsApproval(action))
        return Response(200, page: page.html)
    }

    /// Why the action cannot be asked for now; `nil` when it can.
    private static func refusal(of action: Action, for tenant: Tenant) throws -> Problem? {
        do { try action.check(tenant) } catch let error as PuertoError { return Problem(error) }
        return nil
    }

    static func act(_ exchange: inout Exchange) throws -> Response {
        let (action, slug) = (try exchange.path.action(), try exchange.path.slug())
        let asked = try exchange.act(action, slug)
        try exchange.body.finish()
        return try exchange.accepted(try exchange.ask(asked).job)
    }

    static func build(_ exchange: inout Exchange) throws -> Response {
        let key = try exchange.idempotencyKey()
        try exchange.body.finish()
        return try exchange.accepted(try exchange.ask(RequestBuild(key: key)).job)
    }
}
