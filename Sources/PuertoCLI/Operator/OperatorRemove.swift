import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto operator remove NAME`.
struct OperatorRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Let somebody log in no more.",
        discussion: "Whoever is logged in by that name is logged out. What they did stays written.")

    @Argument(help: "Whom.") var name: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try Slug(name)
        try options.open().currentStore().removeOperator(name, by: Workspace.actor)
        try FileDescriptorOutput.standard.write("\(name): removed\n")
    }
}
