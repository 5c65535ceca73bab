import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto hook-secret add NAME`.
struct HookSecretAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a secret for a program.",
        discussion: """
            Prints only the secret, once, on standard output: whsec_ and base64 of 32 bytes. It \
            is stored sealed with the web tier's key.
            """)

    @Argument(help: "The secret's name, which the history shows.") var name: String
    @Option(help: ArgumentHelp("The only client it is valid for.", valueName: "slug"))
    var tenant: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let (name, tenant) = (try Slug(name), try tenant.map { try Slug($0) })
        let workspace = try options.open()
        let store = try workspace.writingStore()
        let vault = WebVault(try workspace.keys(for: store).web)
        let secret = try WebhookSecret.random().text
        try store.addHookSecret(name, for: tenant, by: Workspace.actor) {
            try vault.seal(secret, name: name.text, tenant: $0)
        }
        try FileDescriptorOutput.standard.write(secret.reveal() + [0x0A])
    }
}
