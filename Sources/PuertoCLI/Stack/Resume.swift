import ArgumentParser
import PuertoCore

/// `puerto resume SLUG`.
struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Start a suspended or archived stack again.",
        discussion: "Data is where it was; the stack is ready when all of it is healthy.")

    @Argument(help: "Whose stack.") var slug: String
    @OptionGroup var action: ActionOptions

    func run() async throws { try await action.perform(.resume, slug) }
}
