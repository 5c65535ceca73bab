import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto job log JOB`.
struct JobLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Print a job's log, without secrets.")

    @Argument(help: "The job's id, or the beginning of it.") var job: String
    @Flag(name: .shortAndLong, help: "Follow the log until the job ends.") var follow = false
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let store = try options.open().readingStore()
        let id = try store.job(job).id
        var seen = 0
        while true {
            // Read before the events, so that every event before the end is printed.
            let isOver = try store.job(id).state.isOver
            for event in try store.events(of: id, after: seen) {
                let step = event.step.isEmpty ? "" : "\(event.step): "
                try FileDescriptorOutput.standard.write(
                    "\(Timestamp.text(event.at))  \(step)\(event.text(Spoken.language))\n")
                seen = event.number
            }
            guard follow, !isOver else { return }
            try await Task.sleep(for: .milliseconds(300))
        }
    }
}
