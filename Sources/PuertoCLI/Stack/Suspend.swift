import ArgumentParser
import PuertoCore

/// `puerto suspend SLUG`.
struct Suspend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Stop a stack, and check that its ports refuse.",
        discussion: "Data, slot and records stay: puerto resume starts it again.")

    @Argument(help: "The client.") var slug: String
    @Option(help: "The reason, which the portal and the history show.") var reason: String
    @OptionGroup var action: ActionOptions

    func run() async throws {
        let reason = try String.line(reason, called: "reason", limit: 500)
        try await action.perform(.suspend, slug, JobParameters(reason: reason))
    }
}
