import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto operator remove NAME`.
struct OperatorRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove an operator.",
        discussion: "The operator's sessions end. The history keeps what the operator did.")

    @Argument(help: "The operator.") var name: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try Slug(name)
        try options.open().writingStore().removeOperator(name, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(
            Spoken.say("\(name): quitado\n", "\(name): removed\n"))
    }
}
