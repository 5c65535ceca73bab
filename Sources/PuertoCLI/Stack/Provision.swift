import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto provision SLUG`, `puerto provision --all`.
struct Provision: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provision", abstract: "Set up the running, healthy stack of a client.",
        discussion: """
            Checks ports, names, addresses, memory, disk and images first. Then it writes \
            stacks/SLUG/compose.yaml, starts PostgreSQL and Redis, then the application, and \
            waits until all of them are healthy. It is idempotent: a second run sets up what is \
            missing. With --all it takes clients that never ran or whose provisioning was \
            interrupted; a draft whose stack ran before is named and left out.
            """)

    @Argument(help: "The client.") var slug: String?
    @Flag(help: "Every client that is draft or provisioning.") var all = false
    @Option(help: "The number of clients at a time, with --all.") var jobs = 2
    @OptionGroup var data: DataOptions
    @OptionGroup var downgrade: DowngradeOptions
    @OptionGroup var action: ActionOptions

    func validate() throws {
        guard (slug == nil) == all else { throw ValidationError("name a client, or --all") }
        guard !data.newData || !all else {
            throw ValidationError("--new-data takes one client: it gives up data")
        }
        guard !downgrade.allowDowngrade || !all else {
            throw ValidationError("--allow-downgrade takes one client")
        }
        guard (1...32).contains(jobs) else { throw ValidationError("--jobs is from 1 to 32") }
    }

    func run() async throws {
        if let slug {
            return try await action.perform(
                .provision, slug,
                JobParameters(newData: data.newData, allowsDowngrade: downgrade.allowDowngrade))
        }
        let (wanted, stopped) = try action.options.open().readingStore().toProvision()
        for slug in stopped {
            Failure.warn(
                "'\(slug)' is a draft whose stack ran before: puerto provision \(slug) starts it")
        }
        try await FleetAction(action: .provision, parameters: JobParameters(), limit: jobs)
            .perform(wanted, action)
    }
}
