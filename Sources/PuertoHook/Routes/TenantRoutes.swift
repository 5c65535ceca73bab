internal import PuertoCore
internal import PuertoWire

extension Route {
    static let tenants: [Route] = [
        Route("GET", "/tenants", .reader) { try TenantRoutes.list(&$0) },
        Route("POST", "/tenants", .owner) { try TenantRoutes.add(&$0) },
        Route("GET", "/new-client", .reader) { try TenantRoutes.form(&$0) },
        Route("GET", "/tenants/{slug}", .reader) { try TenantRoutes.show(&$0) },
        Route("GET", "/tenants/{slug}/edit", .reader) { try EditRoutes.form(&$0) },
        Route("POST", "/tenants/{slug}/edit", .owner) { try EditRoutes.edit(&$0) },
    ]
}

/// Handlers of clients' records.
private enum TenantRoutes {
    static func list(_ exchange: inout Exchange) throws -> Response {
        let after = try exchange.query.text("after", 1...63)
        let limit = try exchange.query.number("limit", 1...200) ?? 50
        try exchange.query.finish()
        let fleet = try exchange.ask(GetRecords())
        let hosts = Dictionary(fleet.hosts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let start = try after.map { try Slug($0) }
        let sorted = fleet.tenants.sorted { $0.slug < $1.slug }
        let rest = sorted.filter { tenant in start.map { $0 < tenant.slug } ?? true }
        let page = rest.prefix(limit)
        let world = exchange.world
        return Response(
            200,
            json: TenantListView(
                tenants: page.map { TenantView($0, url: world.url(of: $0, hosts[$0.host])) },
                next: rest.count > limit ? page.last?.slug.text : nil))
    }

    static func show(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let found = try exchange.ask(GetTenant(exchange.path.slug()))
        let tenant = found.tenant
        let isOwner = try exchange.session().role == .owner
        return Response(
            200,
            json: TenantDetailView(
                tenant: TenantView(tenant, url: exchange.world.url(of: tenant, found.host)),
                actions: isOwner ? Action.allowed(for: tenant) : [],
                job: found.job,
                disk: found.disk.map { DiskView($0, limit: found.diskLimit) }))
    }

    static func form(_ exchange: inout Exchange) throws -> Response {
        try exchange.query.finish()
        let records = try exchange.ask(GetRecords())
        let page = NewClientPage(
            layout: exchange.layout, plans: records.plans, hosts: records.hosts)
        return Response(200, page: page.html)
    }

    /// Records a client and queues its provisioning. A form that is refused comes back filled in.
    static func add(_ exchange: inout Exchange) throws -> Response {
        do {
            return try added(&exchange)
        } catch {
            let refusal = try RefusedForm(error, exchange, draft: nil)
            let records = try exchange.ask(GetRecords())
            let page = NewClientPage(
                layout: exchange.layout, plans: records.plans, hosts: records.hosts,
                sent: refusal.sent, errors: refusal.errors, problem: refusal.general)
            let problem = refusal.problem
            return Response(problem.status, problem.headers, page: page.html)
        }
    }

    private static func added(_ exchange: inout Exchange) throws -> Response {
        let draft = try exchange.body.tenantDraft()
        let recordsOnly = try exchange.body.flag("record_only")
        let key = try exchange.idempotencyKey()
        try exchange.body.finish()
        let asked = Admit(draft, recordsOnly: recordsOnly, key: key)
        return try exchange.accepted(try exchange.ask(asked).job, for: draft.slug)
    }
}
