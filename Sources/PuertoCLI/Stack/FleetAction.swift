import PuertoCore
import PuertoJobs
import PuertoStore

/// One action on many clients: queued at once, run a few at a time.
struct FleetAction {
    let action: Action
    let parameters: JobParameters
    /// The number of jobs that run at a time.
    let limit: Int

    /// Runs every job, then throws when any of them failed.
    func perform(_ slugs: [Slug], _ options: ActionOptions) async throws {
        guard !options.dryRun else {
            return try await options.printPlans(action, slugs, parameters)
        }
        let run = try JobRun(options.options)
        var jobs: [Job] = []
        for slug in slugs {
            var request = JobRequest(action, slug, by: Workspace.actor)
            request.parameters = parameters
            do { jobs.append(try run.store.enqueue(request)) } catch let error as PuertoError
                where error.code == .busy
            { Failure.warn(error.description) }
        }
        guard !options.detach else {
            return try FileDescriptorOutput.standard.write("queued: \(jobs.count) jobs\n")
        }
        let progress = JobProgress(namesClients: true, isVerbose: options.verbose)
        let failed = await work(jobs, run, progress)
        try FileDescriptorOutput.standard.write(
            "\(action.rawValue): \(jobs.count - failed.count) done, \(failed.count) failed\n")
        guard let first = failed.first else { return }
        throw failed.count == 1
            ? first
            : PuertoError(
                first.code, "\(failed.count) of \(jobs.count) failed, first \(first.message)",
                hint: first.hint)
    }

    private func work(_ jobs: [Job], _ run: JobRun, _ progress: JobProgress) async -> [PuertoError]
    {
        await withTaskGroup(of: PuertoError?.self) { group in
            var rest = jobs[...]
            func next() {
                guard let job = rest.popFirst() else { return }
                group.addTask {
                    do {
                        try await run.finish(job, progress)
                        return nil
                    } catch let error as PuertoError { return error } catch {
                        return PuertoError(.io, "\(error)")
                    }
                }
            }
            for _ in 0..<max(1, limit) { next() }
            var failed: [PuertoError] = []
            while let error = await group.next() {
                if let error {
                    failed.append(error)
                    Failure.say(error.description)
                }
                next()
            }
            return failed
        }
    }
}
