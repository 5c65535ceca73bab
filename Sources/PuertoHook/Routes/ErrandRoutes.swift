internal import PuertoCore
internal import PuertoWire

extension Route {
    static let errands: [Route] = [
        Route("POST", "/tenants/{slug}/actions/{action}/plans", .owner) {
            try ErrandRoutes.plan(&$0)
        },
        Route("GET", "/plans/{errand}", .reader) { try ErrandRoutes.showPlan(&$0) },
        Route("POST", "/envelopes/{errand}/claim", .owner) { try ErrandRoutes.claim(&$0) },
    ]
}

/// Handlers of questions to the worker, and of its answers.
private enum ErrandRoutes {
    static func plan(_ exchange: inout Exchange) throws -> Response {
        let action = try exchange.path.action()
        let parameters = try exchange.body.jobParameters()
        try exchange.body.finish()
        let asked = AskPlan(action, try exchange.path.slug(), parameters)
        let errand = try exchange.ask(asked).errand
        let path = "/plans/\(errand.id)"
        guard !exchange.isForm else { return .seeOther(exchange.reader.address(path)) }
        return try exchange.accepted(errand, resultAt: path)
    }

    static func showPlan(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let found = try exchange.ask(GetErrand(exchange.path.errandID()))
        let (errand, plan) = (found.errand, found.plan)
        guard case .plan(let action, let parameters) = errand.question else { throw Problem(404) }
        guard !exchange.request.wantsPage else {
            let tenant = try exchange.ask(GetTenant(errand.tenant)).tenant
            let page = PlanPage(
                layout: exchange.layout, errand: errand, action: action, tenant: tenant,
                parameters: parameters, plan: plan,
                worker: errand.state == .waiting ? try exchange.worker() : nil,
                needsApproval: exchange.needsApproval(action))
            return Response(200, page.refresh, page: page.html)
        }
        return Response(200, json: PlanView(errand: errand, action: action, plan: plan))
    }

    /// Hands an envelope out, once.
    static func claim(_ exchange: inout Exchange) throws -> Response {
        try exchange.body.finish()
        let taken = try exchange.ask(TakeEnvelope(exchange.path.errandID()))
        let errand = taken.errand
        guard let envelope = taken.envelope else {
            guard errand.state == .waiting else { throw failure(errand) }
            return Response(
                202, [HeaderField("Retry-After", fixed: "1")],
                json: ErrandView(errand: errand, worker: try exchange.worker()))
        }
        let field =
            switch errand.question {
            case .reveal(let field, _): field.rawValue
            case .link, .page: errand.question.kind
            // These have no envelope.
            case .plan, .probe: throw Problem(404)
            }
        return Response(200, json: EnvelopeView(errand: errand, field: field, envelope: envelope))
    }

    private static func failure(_ errand: Errand) -> Problem {
        Problem(
            409,
            errand.error.map { Phrase(english: $0, spanish: errand.spanishError) }
                ?? Phrase("el trabajador no ha podido hacerlo", "the worker could not do it"))
    }
}
