import ArgumentParser
import PuertoCore

/// `puerto restart SLUG…`, `puerto restart --all`.
struct Restart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart", abstract: "Restart a stack's containers.",
        discussion: "Jobs that run in it get two minutes to end.")

    @Argument(help: "The clients.") var slugs: [String] = []
    @Flag(help: "Every client that is ready or degraded.") var all = false
    @OptionGroup var choice: ClientChoice
    @OptionGroup var action: ActionOptions

    func validate() throws {
        try choice.check(slugs, all: all, action)
    }

    func run() async throws {
        guard all else { return try await action.perform(.restart, slugs, choice) }
        try await FleetAction(action: .restart, parameters: JobParameters(), limit: choice.jobs)
            .perform(action.clients(in: [.ready, .degraded]), action)
    }
}
