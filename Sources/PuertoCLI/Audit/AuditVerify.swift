import ArgumentParser
import PuertoCore
import PuertoSite
import PuertoStore
import PuertoVault

/// `puerto audit verify`.
struct AuditVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the seal of every line of the history.",
        discussion: """
            Finds lines that were changed, moved, inserted or removed. Lines removed from the \
            end, or a restored older database, are found only with a checkpoint that was kept \
            elsewhere.
            """)

    @Option(
        help: ArgumentHelp("A checkpoint that the history must continue.", valueName: "file"))
    var since: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let records = try workspace.readingStore()
        let keys = try workspace.keys(for: records)
        let store = records.following(workspace.configuration.ports, workspace.options(keys))
        let checkpoint = try since.map {
            try AuditVerify.checkpoint($0, CheckpointKey(keys.signing))
        }
        let found = try store.verifyAudit(since: checkpoint.map { ($0.size, $0.code) })
        if let errors = PuertoErrors(found.errors) { throw errors }
        let rest = checkpoint.map { ", and go on from the checkpoint of \($0.size)" } ?? ""
        try FileDescriptorOutput.standard.write(
            "\(found.lines) lines, as they were written\(rest)\n")
    }

    private static func checkpoint(_ file: String, _ key: CheckpointKey) throws -> Checkpoint {
        let text = String(decoding: try ConfigurationFile.bytes(of: file), as: UTF8.self)
        do {
            return try key.read(text)
        } catch let error as PuertoError {
            throw error.at(file)
        }
    }
}

extension AuditVerification {
    var errors: [PuertoError] { faults.map { PuertoError(.damaged, $0, place: "history") } }
}
