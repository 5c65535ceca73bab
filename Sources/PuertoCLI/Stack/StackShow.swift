import ArgumentParser
import PuertoCore
import PuertoJobs

/// `puerto stack show SLUG`.
struct StackShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the stack file of a client.",
        discussion: """
            It follows from the record and puerto.yaml: the same ones give the same bytes. It \
            holds no secret.
            """)

    @Argument(help: "The client.") var slug: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let world = try workspace.jobWorld(workspace.previewStore())
        let stack = try world.stack(Slug(slug))
        try FileDescriptorOutput.standard.write(stack.openCompose)
        try workspace.noteUnwatched(workspace.readingStore(), among: [stack.tenant])
    }
}
