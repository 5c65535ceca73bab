import ArgumentParser
import PuertoCore

/// `puerto reconcile SLUG…`, `puerto reconcile --all`.
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

    @Argument(help: "The clients.") var slugs: [String] = []
    @Flag(help: "Every client that is not a draft.") var all = false
    @OptionGroup var choice: ClientChoice
    @OptionGroup var downgrade: DowngradeOptions
    @OptionGroup var action: ActionOptions

    func validate() throws {
        try choice.check(
            slugs, all: all, action,
            single: [("--allow-downgrade", downgrade.allowDowngrade)])
    }

    func run() async throws {
        guard all else {
            return try await action.perform(
                .reconcile, slugs, choice,
                JobParameters(allowsDowngrade: downgrade.allowDowngrade))
        }
        let wanted = Set(Tenant.Status.allCases).subtracting([.draft])
        try await FleetAction(action: .reconcile, parameters: JobParameters(), limit: choice.jobs)
            .perform(action.clients(in: wanted), action)
    }
}
