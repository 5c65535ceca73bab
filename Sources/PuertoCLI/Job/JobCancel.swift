import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto job cancel JOB`.
struct JobCancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel a job.",
        discussion: "A running job ends after its current step.")

    @Argument(help: "The job's id, or the beginning of it.") var job: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let job = try options.open().writingStore().cancel(job, by: Workspace.actor)
        let text = job.state == .cancelled ? "cancelled" : "cancelled after the step it is in"
        try FileDescriptorOutput.standard.write("job \(job.id.prefix(8)): \(text)\n")
    }
}
