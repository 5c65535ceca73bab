internal import PuertoCore

extension Exchange {
    /// Answers 202 with the job and its address; a form is redirected to the job's page.
    func accepted(_ job: Job) throws -> Response {
        let path = "/jobs/\(job.id)"
        guard !isForm else { return .seeOther(reader.address(path)) }
        return Response(202, location(path), json: AcceptedView(job: job))
    }

    /// Answers 202 with the errand and the address of its result.
    func accepted(_ errand: Errand, resultAt path: String) -> Response {
        Response(202, location(path), json: ErrandView(errand: errand))
    }

    private func location(_ path: String) -> [HeaderField] {
        HeaderField("Location", world.hook + path).map { [$0] } ?? []
    }
}
