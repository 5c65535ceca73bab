import ArgumentParser
import PuertoCore

/// `puerto reconcile SLUG`.
struct Reconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Make the world what the record says.",
        discussion:
            "Starts what is to run, stops what is not, writes the stack file anew. Of the base system it only looks."
    )

    @Argument(help: "Whose stack.") var slug: String
    @OptionGroup var action: ActionOptions

    func run() async throws { try await action.perform(.reconcile, slug) }
}
