import ArgumentParser
import PuertoCore
import PuertoEngine

/// `puerto shell SLUG SERVICE`.
struct Shell: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shell", abstract: "Open a shell in a container.",
        discussion: """
            Runs bash, or sh where the image has no bash. On a terminal it is interactive; \
            otherwise it reads commands from standard input. The history records the use, not \
            what is typed.
            """)

    @Argument(help: "The client.") var slug: String
    @Argument(help: "windmill, worker, postgres or redis.") var service: String
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let kind = try ServiceKind.named(service)
        let access = try await ServiceAccess(options, slug)
        let container = try access.running(kind)
        let program = try await access.program(
            ["bash", "sh"], in: container,
            hint: "puerto logs \(slug) \(service) shows what it says")
        let command = access.engine.docker.exec(
            [program], in: container, ServiceAccess.streams, environment: ["HISTFILE=/dev/null"])
        try access.open("shell", kind, command)
    }
}
