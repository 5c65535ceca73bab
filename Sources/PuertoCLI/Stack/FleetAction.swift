import PuertoCore
import PuertoJobs
import PuertoStore

/// One action on many clients: queued at once, run a few at a time.
struct FleetAction {
    let action: Action
    let parameters: JobParameters
    /// The number of jobs that run at a time.
    let limit: Int
    /// The parameters of single clients, in place of those of all.
    var own: [Slug: JobParameters] = [:]

    /// Runs every job, then throws when any of them failed.
    func perform(_ slugs: [Slug], _ options: ActionOptions) async throws {
        guard !options.dryRun else {
            return try await options.printPlans(action, slugs, parameters)
        }
        let run = try JobRun(options.options)
        let progress = JobProgress(namesClients: true, isVerbose: options.verbose)
        let (jobs, busy) = try queue(slugs, options, run)
        guard !options.detach else {
            try FileDescriptorOutput.standard.write(
                Spoken.say(
                    "en cola: \(jobs.count) trabajos\n", "queued: \(jobs.count) jobs\n"))
            return try Workspace.noteWaiting(
                Spoken.say("los trabajos esperan", "the jobs wait"), run.store)
        }
        let failed = await work(jobs, run, progress)
        try report(jobs.count, failed, busy, isStopped: run.isStopped)
        try Next.fleet(run.store, options.options)
    }

    /// Queues a job for each client, or takes its open job of the same action. The others are busy
    /// with something else.
    private func queue(_ slugs: [Slug], _ options: ActionOptions, _ run: JobRun) throws
        -> (jobs: [Job], busy: [PuertoError])
    {
        var (jobs, busy): ([Job], [PuertoError]) = ([], [])
        for slug in slugs {
            var request = JobRequest(action, slug, by: Workspace.actor)
            request.parameters = own[slug] ?? parameters
            do { jobs.append(try run.enterDetached(request)) } catch let error as PuertoError
                where error.code == .busy
            {
                let open = try run.store.jobs(of: slug, states: [.queued, .running], limit: 1)
                if let job = open.first, job.action == action, !options.detach {
                    jobs.append(job)
                } else {
                    Failure.warn(error)
                    busy.append(error)
                }
            }
        }
        return (jobs, busy)
    }

    /// Prints how many ended how. Throws when any failed or was left out.
    private func report(
        _ count: Int, _ failed: [PuertoError], _ busy: [PuertoError], isStopped: Bool
    ) throws {
        let name = action.rawValue
        guard count + busy.count > 0 else {
            return try FileDescriptorOutput.standard.write(
                Spoken.say("\(name): nada que hacer\n", "\(name): nothing to do\n"))
        }
        let left =
            busy.isEmpty ? "" : Spoken.say(", \(busy.count) ocupados", ", \(busy.count) busy")
        let (spanish, english) = isStopped ? ("sin hacer", "not done") : ("fallidos", "failed")
        let word = Spoken.say(spanish, english)
        try FileDescriptorOutput.standard.write(
            "\(name): \(count - failed.count) \(Spoken.say("hechos", "done")), \(failed.count) \(word)\(left)\n"
        )
        let all = failed + busy
        guard let first = all.first else { return }
        throw all.count == 1
            ? first
            : PuertoError(
                first.code,
                "\(all.count) of \(count + busy.count) \(english), first \(first.message)",
                hint: first.hint
            ).spanish(
                "\(all.count) de \(count + busy.count) \(spanish); el primero: "
                    + (first.spanish?.message ?? first.message),
                hint: first.spanish?.hint ?? first.hint)
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
                        return PuertoError(.io, "\(error)").spanish("\(error)")
                    }
                }
            }
            for _ in 0..<max(1, limit) { next() }
            var failed: [PuertoError] = []
            while let error = await group.next() {
                if let error {
                    failed.append(error)
                    Failure.say(error)
                }
                next()
            }
            return failed
        }
    }
}
