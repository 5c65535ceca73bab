import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto operator add NAME`.
struct OperatorAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an operator.",
        discussion: "The password is asked for twice on a terminal, or read from standard input.")

    @Argument(help: "The name to log in with: a-z, 0-9 and hyphens.") var name: String
    @Option(help: "owner or viewer.") var role: Role = .viewer
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try Slug(name)
        let store = try options.open().writingStore()
        guard try !store.operators().contains(where: { $0.name == name }) else {
            throw PuertoError(
                .conflict, "there is an operator '\(name)' already",
                hint: "puerto operator passwd \(name) gives a new password"
            ).spanish(
                "ya hay un operador '\(name)'",
                hint: "puerto operator passwd \(name) le da otra contraseña")
        }
        let record = try PasswordHash(SecretInput.password()).text
        try store.addOperator(name, role, record: record, by: Workspace.actor)
        try FileDescriptorOutput.standard.write("\(name): \(role.word(Spoken.language))\n")
    }
}

extension Role: ExpressibleByArgument {}
