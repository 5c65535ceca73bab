package import PuertoCore

/// Compose as it is found on a machine.
package struct ComposeCommand: Hashable, Sendable {
    /// The program and its first words: `docker compose`, `docker-compose` or `podman compose`.
    package let words: [String]

    package init(words: [String]) { self.words = words }

    /// In the order they are looked for; the plugins are files that Docker looks for in folders of
    /// its own.
    package static let candidates = [
        ["docker", "compose"], ["docker-compose"], ["podman", "compose"], ["podman-compose"],
    ]

    /// Docker's plugin folders; `home` is the user's.
    package static func pluginFolders(home: String) -> [String] {
        ["\(home)/.docker"].map { "\($0)/cli-plugins" }
            + ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"]
            .map { "\($0)/docker/cli-plugins" }
    }
}

extension ComposeCommand {
    /// Makes and starts services that are not as their file says, or all, in the stack's folder.
    /// Containers of services that the file does not have stay.
    package func up(_ identity: StackIdentity, _ services: [ServiceKind], in folder: String)
        -> Command
    {
        let project = ["--project-name", identity.project, "--file", "compose.yaml"]
        return Command(
            words[0],
            words.dropFirst() + project + ["up", "--detach"] + services.map(\.rawValue),
            patience: 600, folder: folder)
    }
}
