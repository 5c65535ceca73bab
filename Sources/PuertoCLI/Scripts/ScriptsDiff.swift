import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore

/// `puerto scripts diff SLUG…`, `puerto scripts diff --all`.
struct ScriptsDiff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say who changed which script: its file, the client, or both.",
        discussion: """
            Compares the files, the client's Windmill, and what was pushed last. Nothing is \
            written. No line has a value.
            """)

    @Argument(help: "The clients.") var slugs: [String] = []
    @Flag(help: "Every client that runs.") var all = false
    @Flag(help: "Compare as a push with --prune does.") var prune = false
    @Option(help: "The number of clients at a time.") var jobs = 4
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard slugs.isEmpty == all else { throw ValidationError("name clients, or --all") }
        guard (1...32).contains(jobs) else { throw ValidationError("--jobs is from 1 to 32") }
    }

    func run() async throws {
        let world = try options.open().previewWorld()
        let wanted = try all ? world.clientsWithScripts() : slugs.map { try Slug($0) }
        let looks = try await ScriptLooks.read(wanted, world, prunes: prune, limit: jobs)
        try FileDescriptorOutput.standard.write(looks.lines.map { $0 + "\n" }.joined())
        if looks.failures.count > 1 {
            for failure in looks.failures { Failure.say(failure.error) }
        }
        try looks.finish()
    }
}

extension JobWorld {
    /// Lists the clients of this machine that run and that Puerto made.
    func clientsWithScripts() throws -> [Slug] {
        try store.fleet().tenants
            .filter { $0.host == home && (try? Action.scripts.check($0)) != nil }
            .map(\.slug)
    }
}
