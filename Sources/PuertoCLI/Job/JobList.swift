import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto job list`.
struct JobList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List jobs, newest first.")

    @Option(help: "Only jobs of this client.") var tenant: String?
    @Option(help: "queued, running, done, failed or cancelled; repeat it for more.")
    var state: [String] = []
    @Option(help: "The number of jobs at most.") var limit = 20
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let states = try state.map { text in
            guard let state = Job.State(rawValue: text) else {
                throw PuertoError(
                    .invalid, "there is no state \(PuertoError.quote(text))",
                    hint: Job.State.allCases.map(\.rawValue).joined(separator: ", ")
                ).spanish(
                    "no hay ningún estado \(PuertoError.quote(text))",
                    hint: Job.State.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return state
        }
        let store = try options.open().readingStore()
        let jobs = try store.jobs(
            of: tenant.map(Slug.init(_:)), states: Set(states), limit: max(1, limit))
        try output.print(jobs.map(JobView.init), columns: JobView.columns)
        let waiting = jobs.count { $0.state == .queued }
        guard waiting > 0 else { return }
        try Workspace.noteUnattended(waiting == 1 ? "1 job waits" : "\(waiting) jobs wait", store)
    }
}
