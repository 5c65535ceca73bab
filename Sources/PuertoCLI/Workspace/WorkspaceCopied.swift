import ArgumentParser
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore

/// `puerto workspace copied`.
struct WorkspaceCopied: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copied", abstract: "Say that this workspace is a copy of another one.",
        discussion: """
            It gets an id of its own and only looks: its clients are records without stacks here, \
            and what the other workspace runs is never touched from it.
            """)

    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let run = try JobRun(options)
        let recorded = try run.store.recordedPlace()
        let place = try run.world.place()
        guard recorded?.copyID == nil else {
            return try FileDescriptorOutput.standard.write(
                Spoken.say(
                    "este espacio de trabajo ya es una copia", "this workspace is a copy already")
                    + "\n")
        }
        // Two differences tell without the engine that there is something to answer.
        if recorded.map({ place.changes(since: $0.place).count < 2 }) ?? true {
            let objects = try await run.world.engine().objects(of: run.store.workspaceID())
            guard try run.world.verdict(objects) != .fit else {
                throw PuertoError(
                    .conflict, "this workspace commands its stacks: it is where it was",
                    hint: "puerto workspace copied is for the copy, in its own folder"
                ).spanish(
                    "este espacio de trabajo manda en sus sistemas: está donde estaba",
                    hint: "puerto workspace copied es para la copia, en su propia carpeta")
            }
        }
        let id = try run.store.settleAsCopied(to: place, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "este espacio de trabajo es una copia con el id \(id): solo mira\n",
                "this workspace is a copy with the id \(id): it only looks\n"))
    }
}
