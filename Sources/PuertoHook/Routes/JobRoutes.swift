internal import PuertoCore
internal import PuertoStore

extension Route {
    static let jobs: [Route] = [
        Route("GET", "/jobs", .reader) { try $0.jobList() },
        Route("GET", "/jobs/{job}", .reader) { try $0.jobAnswer() },
        Route("POST", "/jobs/{job}/cancel", .owner) { try $0.cancel() },
        Route("POST", "/jobs/{job}/retry", .owner) { try $0.retry() },
        Route("POST", "/build", .owner) { try $0.build() },
    ]
}

extension Exchange {
    fileprivate mutating func jobList() throws -> Response {
        let tenant = try query.text("tenant", 1...63).map { try Slug($0) }
        let state = try query.text("state", 1...20).map { word in
            guard let state = Job.State(rawValue: word) else {
                throw Problem(400, english: "'state' is no state of a job")
            }
            return state
        }
        let limit = try query.number("limit", 1...200) ?? 50
        try query.finish()
        let jobs = try store.jobs(of: tenant, states: Set([state].compactMap { $0 }), limit: limit)
        return Response(200, json: ListView(name: "jobs", items: jobs.map(JobView.init)))
    }

    fileprivate mutating func jobAnswer() throws -> Response {
        let after = try query.number("after", 0...Int(Int32.max)) ?? (wantsPage ? nil : 0)
        try query.finish()
        let (job, events) = try store.job(id: try jobID(), eventsAfter: after, limit: 200)
        guard !wantsPage else {
            let page = JobPage(frame: try frame, job: job, events: events)
            return Response(200, page.refresh, page: page.html)
        }
        return Response(200, json: JobDetailView(job: job, events: events))
    }

    fileprivate mutating func cancel() throws -> Response {
        try body.finish()
        let job = try store.cancel(try jobID(), by: session().actor)
        guard !isForm else { return .seeOther(address("/jobs/\(job.id)")) }
        return Response(200, json: JobView(job))
    }

    fileprivate mutating func retry() throws -> Response {
        let key = try idempotencyKey()
        try body.finish()
        let old = try store.job(try jobID())
        guard !old.action.isDestructive else {
            throw Problem(
                409, "«\(old.action.word(.es))» no se repite sin un plan nuevo",
                "\(old.action.rawValue) is not repeated without a new plan",
                hint: Phrase("pide la acción misma", "ask for the action itself"))
        }
        let job = try holding(old.tenant) {
            try store.retry(old.id, key: key, by: session().actor)
        }
        return try accepted(job)
    }

    fileprivate mutating func build() throws -> Response {
        var request = JobRequest(.build, nil, by: try session().actor)
        request.key = try idempotencyKey()
        try body.finish()
        return try accepted(try store.enqueueOnce(request))
    }

    /// Whole: beginnings are for people at a command line.
    private func jobID() throws -> String {
        guard parameters[0].utf8.count == 16 else {
            throw Problem(404, "no hay tal trabajo", "there is no such job")
        }
        return parameters[0]
    }
}
