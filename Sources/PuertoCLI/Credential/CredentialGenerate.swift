import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto credential generate SLUG FIELD`.
struct CredentialGenerate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Record a new random value.",
        discussion: """
            Only the record changes: the running system keeps its password until an operator \
            changes it there.
            """)

    @OptionGroup var target: CredentialTarget
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let (slug, field) = try target.parsed()
        let workspace = try options.open()
        let store = try workspace.writingStore()
        let vault = try workspace.keys(for: store).vault
        let fact = try store.setCredential(
            slug, field, isGenerated: true, by: Workspace.actor
        ) { try vault.sealed(GeneratedSecret.password(for: field), at: $0) }
        try FileDescriptorOutput.standard.write("\(field.rawValue): \(fact.fingerprint)\n")
    }
}
