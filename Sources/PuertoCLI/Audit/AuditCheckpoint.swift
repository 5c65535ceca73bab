import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto audit checkpoint`.
struct AuditCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Print a signed checkpoint of the history.",
        discussion: """
            Prints a signed note (C2SP) of six lines. Keep it on another machine: puerto audit \
            verify --since FILE then finds lines that were removed from the end.
            """)

    @Flag(help: "Print the public key that verifies the signatures instead.") var key = false
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let records = try workspace.readingStore()
        let keys = try workspace.keys(for: records)
        let signer = CheckpointKey(keys.signing)
        guard !key else {
            return try FileDescriptorOutput.standard.write(signer.verifierKey() + "\n")
        }
        let store = records.following(workspace.configuration.ports, workspace.options(keys))
        let found = try store.verifyAudit()
        // A signature under a broken history would vouch for it.
        if let errors = PuertoErrors(found.errors) { throw errors }
        try FileDescriptorOutput.standard.write(
            signer.sign(Checkpoint(origin: signer.origin, size: found.size, code: found.code)))
    }
}
