internal import PuertoCore
internal import PuertoStore

extension Route {
    static let tenants: [Route] = [
        Route("GET", "/tenants", .reader) { try $0.tenantList() },
        Route("POST", "/tenants", .owner) { try $0.addTenant() },
        Route("GET", "/new-client", .reader) { try $0.newTenantPage() },
        Route("GET", "/tenants/{slug}", .reader) { try $0.tenantAnswer() },
        Route("GET", "/tenants/{slug}/actions/{action}", .reader) { try $0.actionPage() },
        Route("POST", "/tenants/{slug}/actions/{action}", .owner) { try $0.act() },
    ]
}

extension Exchange {
    fileprivate mutating func tenantList() throws -> Response {
        let after = try query.text("after", 1...63)
        let limit = try query.number("limit", 1...200) ?? 50
        try query.finish()
        let fleet = try store.fleet()
        let start = try after.map { try Slug($0) }
        let sorted = fleet.tenants.sorted { $0.slug < $1.slug }
        let rest = sorted.filter { tenant in start.map { $0 < tenant.slug } ?? true }
        let page = rest.prefix(limit)
        return Response(
            200,
            json: TenantListView(
                tenants: page.map {
                    TenantView(tenant: $0, url: world.url(of: $0, fleet.hosts))
                },
                next: rest.count > limit ? page.last?.slug.text : nil))
    }

    fileprivate mutating func tenantAnswer() throws -> Response {
        try query.finish()
        let fleet = try store.fleet()
        let tenant = try tenant(in: fleet)
        let isOwner = try session().role == .owner
        return Response(
            200,
            json: TenantDetailView(
                line: TenantView(tenant: tenant, url: world.url(of: tenant, fleet.hosts)),
                actions: isOwner ? Action.allowed(for: tenant) : [],
                job: try openJob(of: tenant.slug)))
    }

    func tenant(in fleet: Fleet) throws -> Tenant {
        let slug = try slug()
        guard let tenant = fleet.tenants.first(where: { $0.slug == slug }) else {
            throw Problem.noTenant
        }
        return tenant
    }

    func openJob(of slug: Slug) throws -> Job? {
        try store.jobs(of: slug, states: [.queued, .running], limit: 1).first
    }

    fileprivate mutating func newTenantPage() throws -> Response {
        try query.finish()
        return Response(
            200, page: NewClientPage(frame: try frame, plans: try store.fleet().plans).html)
    }

    /// What somebody has typed and is not taken, comes back to be mended.
    fileprivate mutating func addTenant() throws -> Response {
        do {
            return try addedTenant()
        } catch {
            let problem = error as? Problem ?? (error as? PuertoError).map { Problem($0) }
            guard isForm, wantsPage, let problem, problem.status < 500 else { throw error }
            return try newTenantPage(again: problem)
        }
    }

    private func newTenantPage(again problem: Problem) throws -> Response {
        Response(
            problem.status, problem.headers,
            page: NewClientPage(
                frame: try frame, plans: try store.fleet().plans, sent: body, problem: problem
            ).html)
    }

    private mutating func addedTenant() throws -> Response {
        var draft = TenantDraft(
            slug: try Slug(try body.required("slug", 1...63)),
            name: try String.line(try body.required("name", 1...200), called: "name"))
        draft.plan = try body.text("plan", 0...63).flatMap { $0.isEmpty ? nil : $0 }
        if let language = try body.text("language", 2...2) {
            guard let language = Language(rawValue: language) else {
                throw Problem(400, english: "'language' is neither es nor en")
            }
            draft.language = language
        }
        draft.contact.name = try body.text("contact_name", 0...200).flatMap(Exchange.line)
        draft.contact.email = try body.text("contact_email", 0...254).flatMap {
            $0.isEmpty ? nil : try String.email($0)
        }
        let key = try idempotencyKey()
        try body.finish()
        let session = try session()
        let job = try store.admit(
            draft, language: world.web.language, key: key, by: session.actor)
        return try accepted(job)
    }

    private static func line(_ text: String) throws -> String? {
        text.isEmpty ? nil : try String.line(text, called: "contact_name")
    }
}

extension Exchange {
    fileprivate mutating func actionPage() throws -> Response {
        let field = try query.text("field", 1...20)
        try query.finish()
        let action = try action()
        let fleet = try store.fleet()
        let tenant = try tenant(in: fleet)
        let page = ActionPage(
            frame: try frame, tenant: tenant, action: action,
            field: field.flatMap(CredentialField.init(rawValue:)),
            refusal: try refusal(of: action, for: tenant))
        return Response(200, page: page.html)
    }

    /// Why it cannot be asked for now.
    private func refusal(of action: Action, for tenant: Tenant) throws -> Problem? {
        do { try action.check(tenant) } catch let error as PuertoError { return Problem(error) }
        return nil
    }

    fileprivate mutating func act() throws -> Response {
        let (action, slug, session) = (try action(), try slug(), try session())
        var request = JobRequest(action, slug, by: session.actor)
        request.parameters = try parameters(from: &body)
        let plan = try body.text("plan", 0...64)
        let confirm = try body.text("confirm", 0...63)
        request.key = try idempotencyKey()
        try body.finish()
        try action.checkParameters(request.parameters)
        if action.isDestructive {
            try store.checkRecordingRefusal(action, slug, by: session.actor)
            guard plan != nil else { throw Exchange.unplanned(action) }
            guard let confirm, confirm.utf8.elementsEqual(slug.text.utf8) else {
                throw Problem(
                    409, "el identificador del cliente no se ha escrito tal cual",
                    "the client's name was not typed as it is")
            }
        }
        if let plan {
            guard try store.hasPlan(plan, for: action, slug, by: session) else {
                throw Exchange.unplanned(action)
            }
            request.parameters.plan = plan
        }
        return try accepted(try queue(request))
    }

    private static func unplanned(_ action: Action) -> Problem {
        Problem(
            409, "«\(action.word(.es))» pide el plan que has visto",
            "\(action.rawValue) wants the plan that you have seen",
            hint: Phrase("pide uno; vale 15 minutos", "ask for one; it holds for 15 minutes"))
    }

    /// Throws a 409 with the job that holds the client.
    func queue(_ request: JobRequest) throws -> Job {
        try holding(request.tenant) { try store.enqueue(request) }
    }

    func holding<Value>(_ tenant: Slug?, _ step: () throws -> Value) throws -> Value {
        do {
            return try step()
        } catch let error as PuertoError where error.code == .busy {
            guard let tenant, let job = try openJob(of: tenant) else { throw error }
            var problem = Problem(
                409, "'\(tenant)' está ocupado: «\(job.action.word(.es))» está en marcha",
                "'\(tenant)' is busy: \(job.action.rawValue) is under way")
            problem.job = job
            throw problem
        }
    }

    func action() throws -> Action {
        guard let action = Action(rawValue: parameters[1]), action.needsTenant else {
            throw Problem(404, "no hay tal acción", "there is no such action")
        }
        return action
    }

    /// A header, or a form's field; the same one of two operators is two.
    mutating func idempotencyKey() throws -> String? {
        let field = try body.text("key", 1...128)
        let header = request.header("idempotency-key").map { String(decoding: $0, as: UTF8.self) }
        guard request.headers.count(where: { $0.name == "idempotency-key" }) < 2 else {
            throw Problem(400, english: "there are two idempotency keys")
        }
        guard let key = header ?? field else { return nil }
        guard key.isRequestName else {
            throw Problem(
                400, english: "the idempotency key is not 1 to 128 letters, digits, '-' and '_'")
        }
        return "\(try session().actor):\(key)"
    }

    /// 202 and where the job is; a form is led there.
    func accepted(_ job: Job) throws -> Response {
        let path = "/jobs/\(job.id)"
        guard !isForm else { return .seeOther(address(path)) }
        let location = HeaderField("Location", world.hook + path).map { [$0] } ?? []
        return Response(202, location, json: AcceptedView(job: job))
    }
}

extension Action {
    /// Those that a tenant's state allows now.
    static func allowed(for tenant: Tenant) -> [Action] {
        allCases.filter { action in
            action.needsTenant && (try? action.check(tenant)) != nil
        }
    }

    /// Throws a 409 where something is missing that this action, unlike others, is about.
    func checkParameters(_ parameters: JobParameters) throws {
        switch self {
        case .rotate:
            guard let field = parameters.field else {
                throw Problem(
                    409, "di de qué contraseña se trata: postgres o redis",
                    "rotate wants the field: postgres or redis")
            }
            guard field != .app else {
                throw Problem(400, english: "'field' is neither postgres nor redis")
            }
        case .upgrade:
            guard !parameters.images.isEmpty else {
                throw Problem(
                    409, "di las imágenes, como redis=redis:7.4.5",
                    "upgrade wants images, as redis=redis:7.4.5")
            }
        default: break
        }
    }
}
