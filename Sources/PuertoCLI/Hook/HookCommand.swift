import ArgumentParser

/// `puerto hook`.
struct HookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook", abstract: "Request actions from a portal's hook.",
        subcommands: [HookCall.self])
}
