import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore

/// `puerto probe [SLUG…]`, or of a selection.
struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Check the health of stacks, and record it with what differs.",
        discussion: """
            Logs in to PostgreSQL and Redis in the client's own containers, and asks the \
            application, also the base system's, for its version and health. Whoever else listens \
            on a client's ports gets no password and is reported. A ready stack that \
            is not healthy becomes degraded. Compares stacks with their records too, for the \
            portal. Fails when a stack is down, and when the answers cannot be recorded: they are \
            printed all the same.
            """)

    @Argument(help: "The clients; by default all that should run.") var slugs: [String] = []
    @OptionGroup var selected: SelectionOptions
    @Flag(help: "Build the portal afterwards.") var build = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws { try selected.check(besides: slugs) }

    func run() async throws {
        let (run, unwritable) = try open()
        let wanted =
            selected.isGiven
            ? try run.store.select(selected.selection()).map(\.slug)
            : slugs.isEmpty
                ? try run.store.fleet().tenants.map(\.slug) : try slugs.map { try Slug($0) }
        let look = try await run.world.look(at: wanted, by: Workspace.actor)
        let found = look.found
        var failure: (any Error)? = unwritable ?? look.unrecorded
        if failure == nil {
            // A full disk, say, is no reason to keep the answers from the operator.
            do {
                let differs = try await compare(wanted, run)
                if build {
                    _ = try await run.world.rebuild()
                } else if differs || look.hasChanged {
                    run.workspace.followPages(run.store)
                }
            } catch { failure = error }
        }
        try output.print(
            found.map { ProbeView(slug: $0.slug, result: $0.result, sunset: run.sunset) },
            columns: ProbeView.columns)
        try run.workspace.noteUnwatched(run.store, among: run.store.fleet().tenants)
        if let failure { throw failure }
        let down = found.filter { $0.result.health == .down }
        guard down.isEmpty else {
            let names = down.prefix(10).map(\.slug.text).joined(separator: ", ")
            throw PuertoError(
                .io, "\(down.count) of \(found.count) are down: \(names)",
                hint: "puerto doctor says what differs from the records"
            ).spanish(
                "\(down.count) de \(found.count) no responden: \(names)",
                hint: "puerto doctor dice en qué difieren de lo registrado")
        }
    }

    /// Opens the records, or a copy of them where they cannot be written, with the reason.
    private func open() throws -> (JobRun, PuertoError?) {
        do { return (try JobRun(options), nil) } catch let error as PuertoError
            where error.code == .io
        { return (try JobRun(withoutWriting: options), error) }
    }

    /// Records what differs, for the portal, and returns whether it is something else than before.
    /// An engine that does not answer is only a warning: the probe's own findings say so too.
    private func compare(_ slugs: [Slug], _ run: JobRun) async throws -> Bool {
        let home = run.world.home
        let clients = try run.store.fleet().tenants
            .filter { $0.kind == .client && $0.host == home && slugs.contains($0.slug) }
        guard !clients.isEmpty else { return false }
        var differs = false
        do {
            differs = try await run.world.recordComparison(of: clients.map(\.slug))
            if let refusal = try await run.world.refusal() { Failure.warn(refusal) }
        } catch let error as PuertoError {
            Failure.warn(
                Spoken.say("los sistemas no se compararon: ", "the stacks were not compared: ")
                    + error.text(Spoken.language))
        }
        return differs
    }
}
