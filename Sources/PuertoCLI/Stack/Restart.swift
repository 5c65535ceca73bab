import ArgumentParser
import PuertoCore

/// `puerto restart SLUG`.
struct Restart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart", abstract: "Restart a stack's containers.",
        discussion: "Jobs that run in it get two minutes to end.")

    @Argument(help: "The client.") var slug: String
    @OptionGroup var action: ActionOptions

    func run() async throws { try await action.perform(.restart, slug) }
}
