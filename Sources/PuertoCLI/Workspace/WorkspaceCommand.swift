import ArgumentParser

/// `puerto workspace`.
struct WorkspaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workspace",
        abstract: "Say what a workspace is that was moved or copied, and repair its database.",
        subcommands: [
            WorkspaceShow.self, WorkspaceMoved.self, WorkspaceCopied.self, WorkspaceRepair.self,
        ])
}
