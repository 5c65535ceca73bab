import ArgumentParser
import Glibc
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto credential show SLUG FIELD`.
struct CredentialShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a value on the terminal.",
        discussion: """
            Shows it only on a terminal, or writes it to a new file that only its owner may \
            read. The history records this first; when that fails, nothing is shown.
            """)

    @OptionGroup var target: CredentialTarget
    @Option(help: ArgumentHelp("Write it to this new file instead.", valueName: "file"))
    var toFile: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let (slug, field) = try target.parsed()
        let workspace = try options.open()
        let store = try workspace.writingStore()
        _ = try store.tenant(slug)
        let output = try output(store, slug, field)
        do {
            let vault = try workspace.keys(for: store).vault
            let value = try store.revealCredential(
                slug, field, to: toFile == nil ? "terminal" : "file", by: Workspace.actor
            ) { try vault.open($0.sealed, at: $0.place) }
            try output.write(value)
        } catch {
            output.discard()
            throw error
        }
    }

    private func output(_ store: Store, _ slug: Slug, _ field: CredentialField) throws
        -> SecretOutput
    {
        if let toFile { return try SecretOutput(newFile: toFile) }
        guard isatty(STDOUT_FILENO) == 1 else {
            try store.recordRefusal(
                "credential.show", slug.text, ["field: \(field.rawValue)", "to: no terminal"],
                by: Workspace.actor)
            throw PuertoError(
                .protected, "a credential is shown on a terminal only",
                hint: "--to-file FILE writes it to a new file"
            ).spanish(
                "una credencial solo se muestra en una terminal",
                hint: "--to-file ARCHIVO la escribe en un archivo nuevo")
        }
        return SecretOutput()
    }
}
