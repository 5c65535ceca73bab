import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore
import PuertoVault

/// `puerto credential adopt SLUG FIELD`.
struct CredentialAdopt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Record the password of a stack's file.",
        discussion: """
            For a record that is older than the stack, as after an older puerto.db was put back. \
            The value of stacks/SLUG/secrets is recorded only when the running PostgreSQL or \
            Redis takes it and refuses the recorded one.
            """)

    @OptionGroup var target: CredentialTarget
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let (slug, field) = try target.parsed()
        guard field != .app else {
            throw PuertoError(
                .unsupported, "no file of a stack holds the application's password",
                hint: "puerto credential set \(slug) app records it"
            ).spanish(
                "ningún archivo de un sistema guarda la contraseña de la aplicación",
                hint: "puerto credential set \(slug) app la registra")
        }
        let workspace = try options.open()
        let store = try workspace.writingStore()
        let value = Secret(try await workspace.jobWorld(store).adoptable(slug, field))
        let vault = try workspace.keys(for: store).vault
        let fact = try store.setCredential(
            slug, field, isGenerated: false, isAdopted: true, by: Workspace.actor
        ) { try vault.sealed(value, at: $0) }
        try FileDescriptorOutput.standard.write("\(field.rawValue): \(fact.fingerprint)\n")
        workspace.followPages(store)
    }
}
