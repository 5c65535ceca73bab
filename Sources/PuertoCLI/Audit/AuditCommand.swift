import ArgumentParser

/// `puerto audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "List and verify the history of changes, and undo edits.",
        subcommands: [AuditList.self, AuditVerify.self, AuditCheckpoint.self, AuditUndo.self])
}
