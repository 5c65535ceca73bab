import ArgumentParser

/// `puerto job`.
struct JobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Show, cancel and retry jobs.",
        subcommands: [
            JobList.self, JobShow.self, JobLogCommand.self, JobRetry.self, JobCancel.self,
        ])
}
