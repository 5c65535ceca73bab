import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore

/// `puerto job cancel JOB`.
struct JobCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel a job.",
        discussion: """
            A running job ends after its current step, a wait or a pull at once. The job of a \
            process that has died ends at once; an upgrade that has begun goes back to the old \
            images first.
            """)

    @Argument(help: "The job's id, or the beginning of it.") var job: String
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let run = try JobRun(options)
        var job = try run.store.cancel(
            job, by: Workspace.actor, for: ProcessIdentity.own, watch: ProcessIdentity.watch)
        if job.state == .queued {
            Failure.note(
                Spoken.say(
                    "antes vuelven las imágenes anteriores", "the old images come back first"))
            do { try await run.finish(job, JobProgress(namesClients: false)) } catch let error
                as PuertoError
            { guard try run.store.job(job.id).state == .cancelled else { throw error } }
            job = try run.store.job(job.id)
        }
        let text =
            job.state == .cancelled
            ? Spoken.say("cancelado", "cancelled")
            : Spoken.say("se cancela tras el paso en curso", "cancelled after the step it is in")
        let name = Spoken.say("trabajo", "job")
        try FileDescriptorOutput.standard.write("\(name) \(job.id.prefix(8)): \(text)\n")
    }
}
