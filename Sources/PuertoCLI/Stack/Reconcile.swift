import ArgumentParser
import PuertoCore

/// `puerto reconcile SLUG`, `puerto reconcile --all`.
struct Reconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Bring a stack to the state of its record.",
        discussion: """
            Starts or stops the containers, writes the stack file again, and makes containers anew \
            whose limits, mounts or networks differ. A stack that should run is compared with its \
            record afterwards, and the job fails when anything still differs. The base system is \
            only checked.
            """
    )

    @Argument(help: "The client.") var slug: String?
    @Flag(help: "Every client that is not a draft.") var all = false
    @Option(help: "The number of clients at a time, with --all.") var jobs = 2
    @OptionGroup var downgrade: DowngradeOptions
    @OptionGroup var action: ActionOptions

    func validate() throws {
        guard (slug == nil) == all else { throw ValidationError("name a client, or --all") }
        guard !downgrade.allowDowngrade || !all else {
            throw ValidationError("--allow-downgrade takes one client")
        }
        guard (1...32).contains(jobs) else { throw ValidationError("--jobs is from 1 to 32") }
    }

    func run() async throws {
        if let slug {
            return try await action.perform(
                .reconcile, slug, JobParameters(allowsDowngrade: downgrade.allowDowngrade))
        }
        let wanted = Set(Tenant.Status.allCases).subtracting([.draft])
        try await FleetAction(action: .reconcile, parameters: JobParameters(), limit: jobs)
            .perform(action.clients(in: wanted), action)
    }
}
