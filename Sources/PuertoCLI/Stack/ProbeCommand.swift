import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore

/// `puerto probe [SLUG…]`.
struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe", abstract: "Ask every stack how it is, and record the answers.",
        discussion: """
            PostgreSQL and Redis with the client's own passwords, the application by its version \
            and health. The base system is asked as well. A ready stack that is not healthy is \
            degraded from then on. Fails when one is down.
            """)

    @Argument(help: "Whose; all that are to run by default.") var slugs: [String] = []
    @Flag(help: "Make the portal's pages again.") var build = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let run = try JobRun(options)
        let wanted =
            slugs.isEmpty
            ? try run.store.fleet().tenants.map(\.slug) : try slugs.map { try Slug($0) }
        let found = try await run.world.probe(wanted, by: Workspace.actor)
        if build { _ = try await run.world.rebuild() }
        try output.print(
            found.map { ProbeView(slug: $0.slug, result: $0.result) }, columns: ProbeView.columns)
        let down = found.filter { $0.result.health == .down }
        guard down.isEmpty else {
            throw PuertoError(
                .io,
                "\(down.count) of \(found.count) are down: "
                    + down.prefix(10).map(\.slug.text).joined(separator: ", "),
                hint: "puerto doctor says what differs from the records")
        }
    }
}
