import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto hook-secret list`.
struct HookSecretList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the secrets without their values.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.readingStore()
        let now = store.clock()
        let secrets = try store.hookSecrets()
        let vault = try secrets.isEmpty ? nil : WebVault(workspace.keys(for: store).web)
        let rows = secrets.map { sealed in
            let opened = try? vault?.open(
                sealed.ciphertext, nonce: sealed.nonce, name: sealed.secret.name.text,
                tenant: sealed.tenant, slug: sealed.secret.tenant?.text ?? "")
            return HookSecretView(sealed.secret, now, opens: opened != nil)
        }
        try output.print(
            rows,
            columns: [
                Column("NAME") { $0.secret.name.text },
                Column("CLIENT") { $0.secret.tenant?.text ?? Spoken.say("cualquiera", "any") },
                Column("ACTIONS") { $0.secret.actions.list },
                Column("ADDED") { Timestamp.text($0.secret.addedAt) },
                Column("ENDS") {
                    $0.secret.endsAt.map(Timestamp.text) ?? Spoken.say("nunca", "never")
                },
                Column("STATE", \.stateText),
            ])
    }
}
