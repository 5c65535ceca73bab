internal import PuertoCore
internal import PuertoWire

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
        guard !exchange.request.wantsPage else { return try page(&exchange) }
        let tenant = try exchange.query.text("tenant", 1...63).map { try Slug($0) }
        let state = try exchange.query.text("state", 1...20).map(state)
        let limit = try exchange.query.number("limit", 1...200) ?? 50
        try exchange.query.finish()
        let jobs = try exchange.ask(GetJobs(of: tenant, state: state, limit: limit)).jobs
        return Response(200, json: ListView(name: "jobs", items: jobs.map(JobView.init)))
    }

    private static func state(_ word: String) throws -> Job.State {
        guard let state = Job.State(rawValue: word) else {
            throw Problem(400, english: "'state' is no state of a job")
        }
        return state
    }

    /// The page; its form sends empty fields, and a client's name does as well as its slug.
    private static func page(_ exchange: inout Exchange) throws -> Response {
        let typed = try exchange.query.text("tenant", 0...200).flatMap { $0.isEmpty ? nil : $0 }
        let word = try exchange.query.text("state", 0...20).flatMap { $0.isEmpty ? nil : $0 }
        let state = try word.map(state)
        let limit = try exchange.query.number("limit", 1...200) ?? 50
        try exchange.query.finish()
        var (jobs, names): ([Job], [String: String]) = ([], [:])
        var problem: Problem?
        do {
            let asked = GetJobs(
                of: nil, client: typed, state: state, limit: limit, withNames: true)
            let found = try exchange.ask(asked)
            (jobs, names) = (found.jobs, found.names ?? [:])
        } catch {
            problem = Problem(of: error, login: exchange.reader.address("/login"))
            guard let status = problem?.status, status == 404 || status == 409 else { throw error }
        }
        let page = JobsPage(
            layout: exchange.layout, jobs: jobs, names: names, tenant: typed, state: state,
            limit: limit, worker: try exchange.worker(), problem: problem)
        return Response(problem?.status ?? 200, page: page.html)
    }

    static func show(_ exchange: inout Exchange) throws -> Response {
        let wantsPage = exchange.request.wantsPage
        let after =
            try exchange.query.number("after", 0...Int(Int32.max)) ?? (wantsPage ? nil : 0)
        let client = try exchange.query.text("client", 1...63).map { try Slug($0) }
        try exchange.query.finish()
        let found = try exchange.ask(GetJob(exchange.path.jobID(), after: after))
        let (job, events) = (found.job, found.events)
        // Only a queued job waits for a worker.
        let worker = job.state == .queued ? try exchange.worker() : nil
        guard !wantsPage else {
            let page = JobPage(
                layout: exchange.layout, job: job, events: events,
                client: try exchange.client(job.tenant ?? client), worker: worker)
            return Response(200, page.refresh, page: page.html)
        }
        return Response(200, json: JobDetailView(job, events, worker))
    }

    static func cancel(_ exchange: inout Exchange) throws -> Response {
        try exchange.body.finish()
        let job = try exchange.ask(CancelJob(exchange.path.jobID())).job
        guard !exchange.isForm else { return .seeOther(exchange.reader.address("/jobs/\(job.id)")) }
        return Response(200, json: JobView(job))
    }

    static func retry(_ exchange: inout Exchange) throws -> Response {
        let key = try exchange.idempotencyKey()
        try exchange.body.finish()
        let asked = RetryJob(try exchange.path.jobID(), key: key)
        return try exchange.accepted(try exchange.ask(asked).job)
    }
}
