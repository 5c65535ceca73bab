import ArgumentParser
import PuertoCore

/// `puerto restart SLUG`, `puerto restart --all`.
struct Restart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart", abstract: "Restart a stack's containers.",
        discussion: "Jobs that run in it get two minutes to end.")

    @Argument(help: "The client.") var slug: String?
    @Flag(help: "Every client that is ready or degraded.") var all = false
    @Option(help: "The number of clients at a time, with --all.") var jobs = 2
    @OptionGroup var action: ActionOptions

    func validate() throws {
        guard (slug == nil) == all else { throw ValidationError("name a client, or --all") }
        guard (1...32).contains(jobs) else { throw ValidationError("--jobs is from 1 to 32") }
    }

    func run() async throws {
        if let slug { return try await action.perform(.restart, slug) }
        try await FleetAction(action: .restart, parameters: JobParameters(), limit: jobs)
            .perform(action.clients(in: [.ready, .degraded]), action)
    }
}
