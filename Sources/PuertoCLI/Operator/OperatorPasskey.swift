import ArgumentParser
import Glibc
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto operator passkey NAME`.
struct OperatorPasskey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passkey", abstract: "Give an operator a passkey for the portal.",
        discussion: """
            Prints an address, which is good once within ten minutes, and waits until a browser \
            has made a passkey there. Then it shows the passkey and asks whether to add it: add \
            only what you have made yourself just now. Nothing but a yes at the terminal adds one.
            """)

    @Argument(help: "The operator.") var name: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try Slug(name)
        guard isatty(STDIN_FILENO) == 1 else {
            throw PuertoError(
                .protected, "a passkey is added at a terminal only",
                hint: "run it in one; through SSH with ssh -t"
            ).spanish(
                "una llave de acceso se añade solo en una terminal",
                hint: "hazlo en una; por SSH, con ssh -t")
        }
        let workspace = try options.open()
        guard let web = workspace.configuration.web else {
            throw PuertoError(
                .invalid, "passkeys are made for the portal's host name, and there is no portal",
                hint: "'web: {url: …}' in puerto.yaml names it"
            ).spanish(
                "las llaves de acceso son para el nombre del portal, y no hay portal",
                hint: "lo dice 'web: {url: …}' en puerto.yaml")
        }
        let stop = try StopSignal()
        stop.listen(to: JobInterruption.signals)
        try PasskeyRegistration(
            store: workspace.writingStore(), folder: workspace.folder, web: web, stop: stop
        ).perform(name)
    }
}
