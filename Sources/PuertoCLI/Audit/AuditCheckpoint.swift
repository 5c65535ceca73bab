import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto audit checkpoint`.
struct AuditCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Print a signed checkpoint of the history.",
        discussion: """
            Prints a signed note (C2SP), and writes it to the folder history.export of \
            puerto.yaml. Keep it on another machine: puerto audit verify --since FILE then finds \
            lines that were removed from the end.
            """)

    @Flag(help: "Print the public key that verifies the first signature instead.") var key = false
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.readingStore()
        let keys = try workspace.keys(for: store)
        guard !key else {
            return try FileDescriptorOutput.standard.write(
                CheckpointKey(keys.signing).verifierKey() + "\n")
        }
        let found = try store.verifyHistory(.usual(keys))
        // A signature under a broken history would vouch for it.
        if let errors = PuertoErrors(found.errors) { throw errors }
        let head = try SignedHead(of: store, keys)
        if let folder = workspace.configuration.historyExport { try head.write(to: folder) }
        try FileDescriptorOutput.standard.write(head.note)
    }
}
