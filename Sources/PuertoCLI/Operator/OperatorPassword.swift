import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto operator passwd NAME`.
struct OperatorPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwd", abstract: "Set an operator's password.",
        discussion: "The operator's sessions end.")

    @Argument(help: "The operator.") var name: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try Slug(name)
        let store = try options.open().writingStore()
        guard try store.operators().contains(where: { $0.name == name }) else {
            throw PuertoError(
                .notFound, "there is no operator '\(name)'", hint: "puerto operator list shows them"
            ).spanish("no hay ningún operador '\(name)'", hint: "puerto operator list los enumera")
        }
        let record = try PasswordHash(SecretInput.password()).text
        try store.setPassword(name, record: record, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "\(name): contraseña puesta, sesiones cerradas\n",
                "\(name): password set, sessions ended\n"))
    }
}
