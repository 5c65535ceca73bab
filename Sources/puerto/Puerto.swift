import ArgumentParser

@main
struct Puerto: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "puerto", subcommands: [MarkdownCommand.self])
}
