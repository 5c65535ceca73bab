import ArgumentParser

/// `puerto tenant`.
struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "Manage the records of clients and the base system.",
        subcommands: [
            TenantAdd.self, TenantList.self, TenantShow.self, TenantEdit.self, TenantRecover.self,
            TenantRemove.self,
        ])
}
