import ArgumentParser
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore

/// `puerto stack status SLUG`.
struct StackStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "List a client's containers as the engine has them.",
        discussion: """
            Shows how often the engine has restarted each one, the last exit code, and whether the \
            kernel ended it for lack of memory. puerto doctor says what differs from the record.
            """)

    @Argument(help: "The client.") var slug: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let workspace = try options.open()
        let world = try workspace.jobWorld(workspace.previewStore())
        let containers = try await world.containers(of: Slug(slug))
        try output.print(containers.map(ContainerView.init), columns: ContainerView.columns)
        if containers.isEmpty {
            Failure.note(
                Spoken.say(
                    "el motor no tiene ningún contenedor de '\(slug)'",
                    "the engine has no container of '\(slug)'"))
        }
        try workspace.noteUnwatched(
            workspace.readingStore(), among: [world.store.tenant(Slug(slug))])
    }
}
