import ArgumentParser
import PuertoCore

/// `puerto suspend SLUG`.
struct Suspend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Stop a stack, and see its ports refuse.",
        discussion: "Data, slot and records stay: puerto resume starts it again.")

    @Argument(help: "Whose stack.") var slug: String
    @Option(help: "Why, for the portal and the history.") var reason: String
    @OptionGroup var action: ActionOptions

    func run() async throws {
        let reason = try String.line(reason, called: "reason", limit: 500)
        try await action.perform(.suspend, slug, JobParameters(reason: reason))
    }
}
