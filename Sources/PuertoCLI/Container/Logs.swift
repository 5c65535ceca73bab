import ArgumentParser
import PuertoCore
import PuertoEngine
import PuertoStore

/// `puerto logs SLUG [SERVICE]`.
struct Logs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what a client's containers say.",
        discussion: """
            Without a service the lines of all of them are printed, each with its service, in the \
            order of their times. Containers that do not run keep their lines.
            """)

    @Argument(help: "The client.") var slug: String
    @Argument(help: "windmill, worker, postgres or redis; all of them by default.")
    var service: String?
    @Flag(name: .shortAndLong, help: "Go on printing new lines.") var follow = false
    @Option(
        help: ArgumentHelp(
            "Only lines since then.",
            discussion: "A duration (90s, 30m, 72h, 7d) or a time, as 2026-01-31T12:00:00Z.",
            valueName: "time"))
    var since: String?
    @Option(help: "The last lines of each container; 0 is all, which --since has by default.")
    var tail: Int?
    @OptionGroup var options: WorkspaceOptions

    private static let usual = 200

    func validate() throws {
        guard (tail ?? 0) >= 0 else { throw ValidationError("--tail is a number of lines") }
        if let since { _ = try Logs.start(since) }
    }

    func run() async throws {
        let kind = try service.map(ServiceKind.named)
        let access = try await ServiceAccess(options, slug, isReading: true)
        guard let kind else { return try await printAll(access) }
        let container = try access.container(kind)
        try access.open("logs", kind, try command(access, container))
    }

    private func printAll(_ access: ServiceAccess) async throws {
        let services = access.services
        guard !services.isEmpty else { _ = try access.container(.windmill); return }
        try access.record("logs", "all")
        let sources = try services.map { kind, container in
            JoinedLogs.Source(
                name: kind.rawValue, command: try command(access, container, timestamps: true))
        }
        try access.run.store.close()
        try JoinedLogs(sources).print(follows: follow)
    }

    private func command(
        _ access: ServiceAccess, _ container: ContainerState, timestamps: Bool = false
    ) throws -> Command {
        let lines = tail ?? (since == nil ? Logs.usual : 0)
        return access.engine.docker.logs(
            of: container, since: try since.map(Logs.start), tail: lines == 0 ? nil : lines,
            follows: follow, timestamps: timestamps)
    }

    /// A start as docker takes it, which knows no days.
    private static func start(_ text: String) throws -> String {
        if let lifetime = Lifetime(argument: text) { return "\(lifetime.seconds)s" }
        let time = /\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?/
        guard text.wholeMatch(of: time) != nil else {
            throw ValidationError(
                "--since is a duration (90s, 30m, 72h, 7d) or a time (2026-01-31T12:00:00Z)")
        }
        return text
    }
}
