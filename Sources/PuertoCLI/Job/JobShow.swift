import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto job show JOB`.
struct JobShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a job with its steps.")

    @Argument(help: "The job's id, or the beginning of it.") var job: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().readingStore()
        let job = try store.job(job)
        let isQueued = job.state == .queued
        let view = JobDetailView(
            job, try store.events(of: job.id), isQueued ? try store.workerSight() : nil)
        try output.print(view, lines: view.lines)
        if isQueued { try Workspace.noteUnattended("the job waits", store) }
    }
}
