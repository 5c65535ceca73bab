import ArgumentParser
import PuertoCore

/// `puerto archive SLUG…`.
struct Archive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Stop a stack for good and remove its containers.",
        discussion: "Data, slot, files and records stay; no other client gets the slot.")

    @Argument(help: "The clients.") var slugs: [String] = []
    @Option(help: "The reason, which the portal and the history show.") var reason: String
    @OptionGroup var choice: ClientChoice
    @OptionGroup var action: ActionOptions

    func validate() throws { try choice.check(slugs, action) }

    func run() async throws {
        let reason = try String.line(reason, called: "reason", limit: 500)
        try await action.perform(.archive, slugs, choice, JobParameters(reason: reason))
    }
}
