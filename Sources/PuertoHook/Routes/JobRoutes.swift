internal import PuertoCore
internal import PuertoStore

extension Route {
    static let jobs: [Route] = [
        Route("GET", "/jobs", .reader) { try JobRoutes.list(&$0) },
        Route("GET", "/jobs/{job}", .reader) { try JobRoutes.show(&$0) },
        Route("POST", "/jobs/{job}/cancel", .owner) { try JobRoutes.cancel(&$0) },
        Route("POST", "/jobs/{job}/retry", .owner) { try JobRoutes.retry(&$0) },
    ]
}

/// Handlers of jobs.
private enum JobRoutes {
    static func list(_ exchange: inout Exchange) throws -> Response {
        let tenant = try exchange.query.text("tenant", 1...63).map { try Slug($0) }
        let state = try exchange.query.text("state", 1...20).map { word in
            guard let state = Job.State(rawValue: word) else {
                throw Problem(400, english: "'state' is no state of a job")
            }
            return state
        }
        let limit = try exchange.query.number("limit", 1...200) ?? 50
        try exchange.query.finish()
        let states = Set([state].compactMap { $0 })
        let jobs = try exchange.store.jobs(of: tenant, states: states, limit: limit)
        return Response(200, json: ListView(name: "jobs", items: jobs.map(JobView.init)))
    }

    static func show(_ exchange: inout Exchange) throws -> Response {
        let wantsPage = exchange.request.wantsPage
        let after =
            try exchange.query.number("after", 0...Int(Int32.max)) ?? (wantsPage ? nil : 0)
        try exchange.query.finish()
        let (job, events) = try exchange.store.job(
            id: try exchange.path.jobID(), eventsAfter: after, limit: 200)
        guard !wantsPage else {
            let page = JobPage(layout: try exchange.layout, job: job, events: events)
            return Response(200, page.refresh, page: page.html)
        }
        return Response(200, json: JobDetailView(job, events))
    }

    static func cancel(_ exchange: inout Exchange) throws -> Response {
        try exchange.body.finish()
        let job = try exchange.store.cancel(
            try exchange.path.jobID(), by: exchange.session().actor)
        guard !exchange.isForm else { return .seeOther(exchange.reader.address("/jobs/\(job.id)")) }
        return Response(200, json: JobView(job))
    }

    static func retry(_ exchange: inout Exchange) throws -> Response {
        let key = try exchange.idempotencyKey()
        try exchange.body.finish()
        let store = exchange.store
        let old = try store.job(try exchange.path.jobID())
        guard !old.action.needsPlan else {
            throw Problem(
                409, "«\(old.action.word(.es))» no se repite sin un plan nuevo",
                "\(old.action.rawValue) is not repeated without a new plan",
                hint: Phrase("pide la acción misma", "ask for the action itself"))
        }
        let actor = try exchange.session().actor
        let job = try store.queueing(for: old.tenant) {
            try store.retry(old.id, key: key, by: actor)
        }
        return try exchange.accepted(job)
    }
}
