import ArgumentParser
import PuertoCore
import PuertoJobs

/// `puerto stack show SLUG`.
struct StackShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the stack file that the record comes to.",
        discussion: "The same record gives the same bytes. No secret is in it.")

    @Argument(help: "Whose stack.") var slug: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let world = try workspace.jobWorld(workspace.currentStore())
        try FileDescriptorOutput.standard.write(world.stack(Slug(slug)).compose)
    }
}
