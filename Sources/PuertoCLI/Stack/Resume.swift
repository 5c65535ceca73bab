import ArgumentParser
import PuertoCore

/// `puerto resume SLUG`.
struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Start a suspended or archived stack again.",
        discussion: """
            Its data is still there. The stack is ready when all of it is healthy. A stack whose \
            data are missing is not started, unless they are given up with --new-data.
            """)

    @Argument(help: "The client.") var slug: String
    @OptionGroup var data: DataOptions
    @OptionGroup var downgrade: DowngradeOptions
    @OptionGroup var action: ActionOptions

    func run() async throws {
        try await action.perform(
            .resume, slug,
            JobParameters(newData: data.newData, allowsDowngrade: downgrade.allowDowngrade))
    }
}
