import ArgumentParser

/// `puerto audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The history of changes, and whether it is whole.",
        subcommands: [AuditList.self, AuditVerify.self, AuditCheckpoint.self])
}
