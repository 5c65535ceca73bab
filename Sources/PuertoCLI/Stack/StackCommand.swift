import ArgumentParser

/// `puerto stack`.
struct StackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stack", abstract: "Show what a client's stack is made of.",
        subcommands: [StackShow.self])
}
