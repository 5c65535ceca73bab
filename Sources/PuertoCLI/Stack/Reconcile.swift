import ArgumentParser
import PuertoCore

/// `puerto reconcile SLUG`.
struct Reconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Bring a stack to the state of its record.",
        discussion: """
            Starts or stops the containers, and writes the stack file again. The base system is \
            only checked.
            """
    )

    @Argument(help: "The client.") var slug: String
    @OptionGroup var action: ActionOptions

    func run() async throws { try await action.perform(.reconcile, slug) }
}
