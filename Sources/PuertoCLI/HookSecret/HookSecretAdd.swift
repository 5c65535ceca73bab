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
            is stored sealed with the web tier's key. Its actions and its end stay as they are, \
            except that revoke ends it sooner.
            """)

    @Argument(help: "The secret's name, which the history shows.") var name: String
    @Option(help: ArgumentHelp("The only client it is valid for.", valueName: "slug"))
    var tenant: String?
    @Option(
        name: .customLong("action"),
        help: ArgumentHelp(
            """
            An action that the program may ask for, of \(HookSecretOffer.possibleActions.list); \
            once for each. Without it, \(HookSecretOffer.usualActions.list).
            """, valueName: "action"))
    var actions: [String] = []
    @Option(
        help: ArgumentHelp(
            "The day (UTC) with whose beginning it ends, as 2027-03-01, or never. Without it, in a year.",
            valueName: "date|never"))
    var ends: SecretEnd?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let (name, tenant) = (try Slug(name), try tenant.map { try Slug($0) })
        let actions = try Set(actions.map(HookSecretAdd.action))
        let workspace = try options.open()
        let store = try workspace.writingStore()
        let offer = HookSecretOffer(
            tenant: tenant, actions: actions.isEmpty ? HookSecretOffer.usualActions : actions,
            endsAt: SecretEnd.seconds(of: ends, at: store.clock()))
        let vault = WebVault(try workspace.keys(for: store).web)
        let secret = try WebhookSecret.random().text
        try store.addHookSecret(name, offer, by: Workspace.actor) {
            try vault.seal(secret, name: name.text, tenant: $0)
        }
        try FileDescriptorOutput.standard.write(secret.reveal() + [0x0A])
    }

    private static func action(_ text: String) throws -> Action {
        guard let action = Action(rawValue: text) else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is no action",
                hint: "choose of \(HookSecretOffer.possibleActions.list)"
            ).spanish(
                "\(PuertoError.quote(text)) no es una acción",
                hint: "elige entre \(HookSecretOffer.possibleActions.list)")
        }
        return action
    }
}
