internal import PuertoCore
internal import PuertoWire

extension Route {
    static let probes: [Route] = [
        Route("GET", "/tenants/{slug}/probe", .reader) { try ProbeRoutes.page(&$0) },
        Route("POST", "/tenants/{slug}/probe", .owner) { try ProbeRoutes.ask(&$0) },
        Route("GET", "/probes/{errand}", .reader) { try ProbeRoutes.show(&$0) },
    ]
}

/// Handlers of probes that an operator asks for.
private enum ProbeRoutes {
    static func page(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let tenant = try exchange.ask(GetTenant(exchange.path.slug())).tenant
        return Response(200, page: ProbePage(layout: exchange.layout, tenant: tenant).html)
    }

    static func ask(_ exchange: inout Exchange) throws -> Response {
        try exchange.body.finish()
        let errand = try exchange.ask(AskProbe(exchange.path.slug())).errand
        let path = "/probes/\(errand.id)"
        guard !exchange.isForm else { return .seeOther(exchange.reader.address(path)) }
        return try exchange.accepted(errand, resultAt: path)
    }

    static func show(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let found = try exchange.ask(GetErrand(exchange.path.errandID()))
        let errand = found.errand
        guard case .probe = errand.question else { throw Problem(404) }
        let answer = found.plan.flatMap { ProbeAnswer($0.text) }
        guard exchange.request.wantsPage else {
            return Response(200, json: ProbedView(errand: errand, answer: answer))
        }
        let page = ProbePage(
            layout: exchange.layout, tenant: try exchange.ask(GetTenant(errand.tenant)).tenant,
            errand: errand, answer: answer,
            worker: errand.state == .waiting ? try exchange.worker() : nil)
        return Response(200, page.refresh, page: page.html)
    }
}
