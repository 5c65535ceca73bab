import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto operator passwd NAME`.
struct OperatorPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwd", abstract: "Give somebody a new password.",
        discussion: "Whoever is logged in by that name is logged out.")

    @Argument(help: "Whose.") var name: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try Slug(name)
        let store = try options.open().currentStore()
        guard try store.operators().contains(where: { $0.name == name }) else {
            throw PuertoError(
                .notFound, "there is no operator '\(name)'", hint: "puerto operator list shows them"
            )
        }
        let record = try PasswordHash(SecretInput.password()).text
        try store.setPassword(name, record: record, by: Workspace.actor)
        try FileDescriptorOutput.standard.write("\(name): password set, sessions ended\n")
    }
}
