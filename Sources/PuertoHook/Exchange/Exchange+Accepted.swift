internal import PuertoCore
internal import PuertoWire

extension Exchange {
    /// Answers 202 with the job and its address; a form is redirected to the job's page. The job is
    /// queued by now: an answer without the worker is better than an error.
    ///
    /// The page of a job without a client leads back to that of `slug`.
    func accepted(_ job: Job, for slug: Slug? = nil) throws -> Response {
        let path = "/jobs/\(job.id)"
        guard !isForm else {
            let client = job.tenant == nil ? slug.map { ("client", $0.text) } : nil
            return .seeOther(reader.address(path, with: client))
        }
        let view = AcceptedView(job: job, worker: login == nil ? nil : try? worker())
        return Response(202, location(path), json: view)
    }

    /// Answers 202 with the errand and the address of its result.
    func accepted(_ errand: Errand, resultAt path: String) throws -> Response {
        let view = ErrandView(errand: errand, worker: try? worker())
        return Response(202, location(path), json: view)
    }

    /// The record of a client; `nil` for one that is there no more.
    func client(_ slug: Slug?) throws -> Tenant? {
        guard let slug else { return nil }
        do { return try ask(GetTenant(slug)).tenant } catch let error as PuertoError {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// Tells whether a worker runs, which is to do what was asked for.
    func worker() throws -> WorkerSight { try ask(GetWorker()).sight }

    private func location(_ path: String) -> [HeaderField] {
        HeaderField("Location", world.hook + path).map { [$0] } ?? []
    }
}
