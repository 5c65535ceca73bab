import ArgumentParser
import PuertoCore
import PuertoStore

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
