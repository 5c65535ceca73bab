import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore

/// `puerto provision SLUG`, `puerto provision --all`.
struct Provision: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provision", abstract: "Make a record a running, healthy stack.",
        discussion: """
            Looks at ports, names, addresses, memory, disk and images first; writes \
            stacks/SLUG/compose.yaml; starts PostgreSQL and Redis, then the application; and is \
            done when all of it is healthy. Done again it mends what is missing.
            """)

    @Argument(help: "Whose stack.") var slug: String?
    @Flag(help: "Every client that is drafted or half provisioned.") var all = false
    @Option(help: "How many at a time, with --all.") var jobs = 2
    @OptionGroup var action: ActionOptions

    func validate() throws {
        guard (slug == nil) == all else { throw ValidationError("name a client, or --all") }
        guard (1...32).contains(jobs) else { throw ValidationError("--jobs is from 1 to 32") }
    }

    func run() async throws {
        if let slug { return try await action.perform(.provision, slug) }
        let wanted: Set<Tenant.Status> = [.draft, .provisioning]
        let tenants = try action.options.open().store().fleet().tenants
            .filter { $0.kind == .client && wanted.contains($0.status) }
        try await FleetAction(action: .provision, parameters: JobParameters(), limit: jobs)
            .perform(tenants.map(\.slug), action)
    }
}
