import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto credential set SLUG FIELD`.
struct CredentialSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Record the password of a running system.",
        discussion: """
            Reads standard input without its last line break, or asks on a terminal. A sealed \
            page with this password is sealed again.
            """)

    @OptionGroup var target: CredentialTarget
    @Option(help: ArgumentHelp("Read this file instead.", valueName: "file"))
    var fromFile: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let (slug, field) = try target.parsed()
        let workspace = try options.open()
        let store = try workspace.writingStore()
        _ = try store.tenant(slug)
        let value = try SecretInput.credential(fromFile: fromFile)
        let vault = try workspace.keys(for: store).vault
        let fact = try store.setCredential(
            slug, field, isGenerated: false, by: Workspace.actor
        ) { try vault.sealed(value, at: $0) }
        try FileDescriptorOutput.standard.write("\(field.rawValue): \(fact.fingerprint)\n")
    }
}
