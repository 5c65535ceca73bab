package import PuertoCore

/// The Compose program of a machine.
package struct ComposeCommand: Hashable, Sendable {
    /// The program and its first words: `docker compose` or `docker-compose`.
    package let words: [String]

    package init(words: [String]) { self.words = words }

    /// The known programs in the order in which they are looked up. Plugins are files that Docker
    /// finds in folders of its own.
    package static let candidates = [["docker", "compose"], ["docker-compose"]]

    /// Returns Docker's plugin folders; `home` is the user's.
    package static func pluginFolders(home: String) -> [String] {
        ["\(home)/.docker"].map { "\($0)/cli-plugins" }
            + ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"]
            .map { "\($0)/docker/cli-plugins" }
    }
}

extension ComposeCommand {
    /// Asks for Compose's own version, as in `1.29.2`.
    package var version: Command {
        Command(words[0], words.dropFirst() + ["version", "--short"], patience: 30)
    }

    /// Makes and starts the named services, or all, where they differ from their file, in the
    /// stack's folder. Containers of services that the file lacks stay.
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
