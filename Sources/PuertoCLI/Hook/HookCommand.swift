import ArgumentParser

/// `puerto hook`.
struct HookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook", abstract: "Ask a portal for work from elsewhere.",
        subcommands: [HookCall.self])
}
