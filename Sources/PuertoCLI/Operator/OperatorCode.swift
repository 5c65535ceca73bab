import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto operator code NAME`.
struct OperatorCode: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "Print a code that logs an operator in once.",
        discussion: """
            The login page takes it in place of a password, once, within ten minutes, however many \
            wrong passwords were tried. A new code ends the one before.
            """)

    @Argument(help: "The operator.") var name: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try Slug(name)
        let workspace = try options.open()
        guard workspace.configuration.web != nil else {
            throw PuertoError.noWeb(workspace.path("puerto.yaml"))
        }
        guard workspace.configuration.passkeys.requires == .password else {
            throw PuertoError(
                .protected, "this portal asks for a passkey at each login",
                hint: "puerto operator passkey \(name) gives one"
            ).spanish(
                "este portal pide una llave de acceso en cada inicio de sesión",
                hint: "puerto operator passkey \(name) da una")
        }
        let code = LoginCode.random()
        _ = try workspace.writingStore()
            .addLoginCode(of: name, digest: code.digest, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(code.text.reveal() + [0x0A])
    }
}
