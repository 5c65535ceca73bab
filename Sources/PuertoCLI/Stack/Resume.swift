import ArgumentParser
import PuertoCore

/// `puerto resume SLUG…`.
struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Start a suspended or archived stack again.",
        discussion: """
            Its data is still there. The stack is ready when all of it is healthy. A stack whose \
            data are missing is not started, unless they are given up with --new-data. A \
            selection takes suspended clients; archived ones only with --state archived.
            """)

    @Argument(help: "The clients.") var slugs: [String] = []
    @OptionGroup var data: DataOptions
    @OptionGroup var downgrade: DowngradeOptions
    @OptionGroup var choice: ClientChoice
    @OptionGroup var action: ActionOptions

    func validate() throws {
        try choice.check(
            slugs, action,
            single: [
                ("--new-data", data.newData), ("--allow-downgrade", downgrade.allowDowngrade),
            ])
    }

    func run() async throws {
        try await action.perform(
            .resume, slugs, choice,
            JobParameters(newData: data.newData, allowsDowngrade: downgrade.allowDowngrade))
    }
}
