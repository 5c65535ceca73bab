import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto job list`.
struct JobList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List jobs, newest first.")

    @Option(help: "Of this client only.") var tenant: String?
    @Option(help: "queued, running, done, failed or cancelled; repeat it for more.")
    var state: [String] = []
    @Option(help: "How many at most.") var limit = 20
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let states = try state.map { text in
            guard let state = Job.State(rawValue: text) else {
                throw PuertoError(
                    .invalid, "there is no state \(PuertoError.quote(text))",
                    hint: Job.State.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return state
        }
        let jobs = try options.open().store().jobs(
            of: tenant.map(Slug.init(_:)), states: Set(states), limit: max(1, limit))
        try output.print(jobs.map(JobView.init), columns: JobView.columns)
    }
}

/// `puerto job show JOB`.
struct JobShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a job with its steps.")

    @Argument(help: "The beginning of its id.") var job: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let view = JobView(try options.open().store().job(job))
        try output.print(view, lines: view.lines)
    }
}

/// `puerto job retry JOB`.
struct JobRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Ask again for what failed or was cancelled.")

    @Argument(help: "The beginning of its id.") var job: String
    @Flag(help: "Only queue it: puerto work does it.") var detach = false
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let run = try JobRun(options)
        let job = try run.store.retry(job, by: Workspace.actor)
        guard !detach else {
            return try FileDescriptorOutput.standard.write("queued: job \(job.id.prefix(8))\n")
        }
        try await run.finish(job, JobProgress(namesClients: false))
    }
}

/// `puerto job cancel JOB`.
struct JobCancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Take a job off the queue.",
        discussion: "One that is running ends after the step it is in.")

    @Argument(help: "The beginning of its id.") var job: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let job = try options.open().currentStore().cancel(job, by: Workspace.actor)
        let text = job.state == .cancelled ? "cancelled" : "cancelled after the step it is in"
        try FileDescriptorOutput.standard.write("job \(job.id.prefix(8)): \(text)\n")
    }
}
