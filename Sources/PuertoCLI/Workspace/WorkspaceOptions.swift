import ArgumentParser
import Foundation

/// The option that names the workspace's folder: `--workspace`, else `PUERTO_WORKSPACE`, else the
/// current folder.
struct WorkspaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder with puerto.yaml.",
            discussion: "Default: $PUERTO_WORKSPACE, or the current folder.", valueName: "dir"))
    var workspace: String?

    var folder: String {
        let named = workspace ?? ProcessInfo.processInfo.environment["PUERTO_WORKSPACE"] ?? ""
        return named.isEmpty ? "." : named
    }

    /// Reads and checks the configuration.
    func open() throws -> Workspace { try Workspace(folder) }
}
