import ArgumentParser
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore

/// `puerto workspace moved`.
struct WorkspaceMoved: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moved", abstract: "Say that this workspace commands the stacks.",
        discussion: """
            For a folder that was moved to another place, and for an older puerto.db that was put \
            back on purpose. Containers whose secrets are mounted from the place before are made \
            anew, client by client; data stays in its volumes. Clients without a stack here get \
            another number where the engine has another client by theirs. A copy of the workspace \
            asks before its next change.
            """)

    @OptionGroup var action: ActionOptions

    func run() async throws {
        guard !action.dryRun else { return try await preview() }
        let run = try JobRun(action.options)
        let engine = try await run.world.engine()
        // Of a copy that takes over, the engine has what carries the first id.
        let objects = try await engine.objects(of: run.store.firstWorkspaceID())
        let place = try run.world.place()
        // While every job is still refused: a client of a copy may have the number of one that runs.
        try run.store.raiseNumbers(above: objects.highest)
        try run.store.renumber(run.world.withoutStackHere(objects), by: Workspace.actor)
        try run.store.settleAsMoved(
            to: place, mark: objects.changes ?? 0, by: Workspace.actor)
        try await run.world.countChange(objects, in: engine, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "este espacio de trabajo manda en sus sistemas desde \(place.path)\n",
                "this workspace commands its stacks from \(place.path)\n"))
        for text in try run.world.lost(objects) { Failure.warn(text) }
        let slugs = try run.world.movedClients(objects)
        guard !slugs.isEmpty else { return }
        try await FleetAction(action: .reconcile, parameters: JobParameters(), limit: 2)
            .perform(slugs, action)
    }

    private func preview() async throws {
        let workspace = try action.options.open()
        let world = try workspace.previewWorld()
        let objects = try await world.engine().objects(of: world.store.firstWorkspaceID())
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "registrar que este espacio de trabajo manda en sus sistemas desde \(world.place().path)\n",
                "record that this workspace commands its stacks from \(world.place().path)\n"))
        try await action.printPlans(.reconcile, world.movedClients(objects), JobParameters())
    }
}
