import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto handoff revoke RECEIPT`.
struct HandoffRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke a one-time link.",
        discussion: "RECEIPT is the beginning of a receipt that puerto handoff links shows.")

    @Argument(help: "The client.") var slug: String
    @Argument(help: "The link's receipt.") var receipt: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let store = try options.open().writingStore()
        let found = try store.links(of: Slug(slug)).filter { $0.id.utf8.starts(with: receipt.utf8) }
        guard let link = found.first, found.count == 1, !receipt.isEmpty else {
            throw PuertoError(
                found.count > 1 ? .conflict : .notFound,
                "\(found.count) links have the receipt \(PuertoError.quote(receipt))",
                hint: "puerto handoff links \(slug)"
            ).spanish(
                "\(found.count) enlaces tienen el recibo \(PuertoError.quote(receipt))",
                hint: "puerto handoff links \(slug)")
        }
        _ = try store.revokeLink(link.id, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(Spoken.say("retirado\n", "revoked\n"))
    }
}
