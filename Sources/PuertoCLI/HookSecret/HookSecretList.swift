import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto hook-secret list`.
struct HookSecretList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the secrets without their values.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().readingStore()
        let now = store.clock()
        let rows = try store.hookSecrets().map { HookSecretView($0.secret, now) }
        try output.print(
            rows,
            columns: [
                Column("NAME") { $0.secret.name.text },
                Column("CLIENT") { $0.secret.tenant?.text ?? "any" },
                Column("ADDED") { Timestamp.text($0.secret.addedAt) },
                Column("STATE", \.stateText),
            ])
    }
}
