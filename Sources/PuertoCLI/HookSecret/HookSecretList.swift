import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto hook-secret list`.
struct HookSecretList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the secrets there are, without their values.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().store()
        let now = store.clock()
        let rows = try store.hookSecrets().map { HookSecretView($0.secret, now) }
        try output.print(
            rows,
            columns: [
                Column("NAME", \.name), Column("CLIENT") { $0.tenant ?? "any" },
                Column("ADDED", \.added), Column("STATE", \.state),
            ])
    }
}

/// A hook secret as listings show one; times are RFC 3339, UTC.
private struct HookSecretView: Encodable {
    let name: String
    let tenant: String?
    let added: String
    let state: String

    init(_ secret: HookSecret, _ now: Int) {
        name = secret.name.text
        tenant = secret.tenant?.text
        added = Timestamp.text(secret.addedAt)
        state =
            secret.endsAt.map { end in
                "\(secret.isActive(at: now) ? "ends" : "ended") \(Timestamp.text(end))"
            } ?? "active"
    }
}
