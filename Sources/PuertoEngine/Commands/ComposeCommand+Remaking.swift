package import PuertoCore

extension ComposeCommand {
    /// Makes the containers of the named services anew, and leaves those that they depend on alone.
    /// Data stays in its volumes.
    package func remake(_ identity: StackIdentity, _ services: [ServiceKind], in folder: String)
        -> Command
    {
        let project = ["--project-name", identity.project, "--file", "compose.yaml"]
        return Command(
            words[0],
            words.dropFirst() + project
                + ["up", "--detach", "--no-deps", "--force-recreate"] + services.map(\.rawValue),
            patience: 600, folder: folder)
    }
}
