import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto job retry JOB`.
struct JobRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Queue a failed or cancelled job again.")

    @Argument(help: "The job's id, or the beginning of it.") var job: String
    @Flag(help: "Only queue it: puerto work does it.") var detach = false
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let run = try JobRun(options)
        let request = try run.store.repeating(job, by: Workspace.actor)
        guard !detach else {
            let job = try run.enterDetached(request)
            try FileDescriptorOutput.standard.write(
                Spoken.say("en cola: trabajo ", "queued: job ") + "\(job.id.prefix(8))\n")
            try Workspace.noteWaiting(Spoken.say("el trabajo espera", "the job waits"), run.store)
            return try follow(run)
        }
        let progress = JobProgress(namesClients: false)
        try await run.finish(run.enter(request, progress), progress)
        try follow(run)
    }

    private func follow(_ run: JobRun) throws {
        guard let slug = try run.store.job(job).tenant else { return }
        try Next.client(slug, run.store, options)
    }
}
