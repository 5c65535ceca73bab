internal import PuertoCore
internal import PuertoWire

/// Handlers that change a client's record.
enum EditRoutes {
    static func form(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        return Response(200, page: try page(exchange).html)
    }

    /// A form that is refused comes back with what was typed and the errors beside the fields.
    static func edit(_ exchange: inout Exchange) throws -> Response {
        do {
            return try edited(&exchange)
        } catch {
            var page = try page(exchange)
            let refusal = try RefusedForm(error, exchange, draft: TenantDraft(page.tenant))
            var body = exchange.body
            let was = (try? body.shownFields()) ?? AskedFields()
            let asked = (try? body.askedFields(isNew: false)) ?? AskedFields()
            let changed = asked.changed(since: was)
            let now = AskedFields(page.tenant)
            let conflicts = changed.conflicts(with: now, since: was).map {
                ($0.field, Problem($0.error))
            }
            // The form shows what holds now, but for what was typed.
            page.sent = EditPage.texts(of: changed).merging(EditPage.texts(of: now)) { mine, _ in
                mine
            }
            page.errors = refusal.errors.merging(conflicts) { first, _ in first }
            page.problem = page.errors.isEmpty ? refusal.general : nil
            let problem = refusal.problem
            return Response(problem.status, problem.headers, page: page.html)
        }
    }

    private static func edited(_ exchange: inout Exchange) throws -> Response {
        let asked = try exchange.body.askedFields(isNew: false)
        let was = try exchange.body.shownFields()
        try exchange.body.finish()
        let slug = try exchange.path.slug()
        let done = try exchange.ask(EditTenant(slug, asked, was: was))
        guard let build = done.build else {
            guard !exchange.isForm else { return .seeOther(exchange.layout.client(slug)) }
            let host = try exchange.ask(GetTenant(slug)).host
            return Response(
                200, json: TenantView(done.tenant, url: exchange.world.url(of: done.tenant, host)))
        }
        return try exchange.accepted(build, for: slug)
    }

    private static func page(_ exchange: Exchange) throws -> EditPage {
        let tenant = try exchange.ask(GetTenant(exchange.path.slug())).tenant
        return EditPage(
            layout: exchange.layout, tenant: tenant, plans: try exchange.ask(GetRecords()).plans)
    }
}
