import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto passkey list [NAME]`.
struct PasskeyList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the passkeys, of one operator or of all.")

    @Argument(help: "The operator; all of them by default.") var name: String?
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try name.map(Slug.init(_:))
        let workspace = try options.open()
        let portal = workspace.configuration.web?.hostName.text
        let rows = try workspace.readingStore().passkeys(of: name).map {
            PasskeyView(passkey: $0, portal: portal)
        }
        try output.print(rows, columns: PasskeyView.columns)
    }
}
