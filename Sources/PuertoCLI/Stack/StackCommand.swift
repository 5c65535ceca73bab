import ArgumentParser

/// `puerto stack`.
struct StackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stack", abstract: "Show a client's stack file and containers.",
        subcommands: [StackShow.self, StackStatus.self])
}
