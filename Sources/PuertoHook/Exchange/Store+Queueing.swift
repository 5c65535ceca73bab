internal import PuertoCore
internal import PuertoStore

extension Store {
    /// The client's job that is queued or running.
    func openJob(of slug: Slug) throws -> Job? {
        try jobs(of: slug, states: [.queued, .running], limit: 1).first
    }

    /// Runs a step that queues a job for a client. Throws a 409 with the job that holds the client.
    func queueing<Value>(for tenant: Slug?, _ step: () throws -> Value) throws -> Value {
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
}
