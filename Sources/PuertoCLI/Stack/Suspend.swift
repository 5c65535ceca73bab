import ArgumentParser
import PuertoCore

/// `puerto suspend SLUG…`.
struct Suspend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Stop a stack, and check that its ports refuse.",
        discussion: "Data, slot and records stay: puerto resume starts it again.")

    @Argument(help: "The clients.") var slugs: [String] = []
    @Option(help: "The reason, which the portal and the history show.") var reason: String
    @OptionGroup var choice: ClientChoice
    @OptionGroup var action: ActionOptions

    func validate() throws { try choice.check(slugs, action) }

    func run() async throws {
        let reason = try String.line(reason, called: "reason", limit: 500)
        try await action.perform(.suspend, slugs, choice, JobParameters(reason: reason))
    }
}
