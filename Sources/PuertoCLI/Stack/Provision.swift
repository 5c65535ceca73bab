import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto provision SLUG…`, `puerto provision --all`.
struct Provision: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provision", abstract: "Set up the running, healthy stack of a client.",
        discussion: """
            Checks ports, names, addresses, memory, disk and images first. Then it writes \
            stacks/SLUG/compose.yaml, starts PostgreSQL and Redis, then the application, and \
            waits until all of them are healthy. It is idempotent: a second run sets up what is \
            missing. With --all it takes clients that never ran or whose provisioning was \
            interrupted; a draft whose stack ran before is named and left out. A selection by \
            --state, --plan, --host or --tag takes the same.
            """)

    @Argument(help: "The clients.") var slugs: [String] = []
    @Flag(help: "Every client that is draft or provisioning.") var all = false
    @OptionGroup var choice: ClientChoice
    @OptionGroup var data: DataOptions
    @OptionGroup var downgrade: DowngradeOptions
    @OptionGroup var action: ActionOptions

    func validate() throws {
        try choice.check(
            slugs, all: all, action,
            single: [
                ("--new-data", data.newData), ("--allow-downgrade", downgrade.allowDowngrade),
            ])
    }

    func run() async throws {
        guard all else {
            return try await action.perform(
                .provision, slugs, choice,
                JobParameters(newData: data.newData, allowsDowngrade: downgrade.allowDowngrade))
        }
        let (wanted, stopped) = try action.options.open().readingStore().toProvision()
        for slug in stopped {
            Failure.warn(
                Spoken.say(
                    "'\(slug)' es un borrador cuya pila ya funcionó: puerto provision \(slug) la "
                        + "arranca",
                    "'\(slug)' is a draft whose stack ran before: puerto provision \(slug) starts "
                        + "it"))
        }
        try await FleetAction(action: .provision, parameters: JobParameters(), limit: choice.jobs)
            .perform(wanted, action)
    }
}
