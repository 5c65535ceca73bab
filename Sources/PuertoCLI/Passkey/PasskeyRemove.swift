import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto passkey remove NAME ID`.
struct PasskeyRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a passkey of an operator.",
        discussion: """
            For one that is lost. The operator's sessions end, and what they have asked the worker \
            for is deleted.
            """)

    @Argument(help: "The operator.") var name: String
    @Argument(help: "The passkey's number, as puerto passkey list shows it.") var id: Int
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try Slug(name)
        try options.open().writingStore().removePasskey(id, of: name, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "\(name): llave de acceso \(id) quitada, sesiones cerradas\n",
                "\(name): passkey \(id) removed, sessions ended\n"))
    }
}
