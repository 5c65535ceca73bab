package import PuertoCore

extension DockerCommand {
    /// Lists the names of a workspace's volumes, of every tenant.
    package func volumes(ofWorkspace workspace: String) -> Command {
        Command(
            program,
            [
                "volume", "ls", "--filter",
                "label=\(StackIdentity.Label.workspace)=\(workspace)", "--format", "{{.Name}}",
            ], patience: DockerCommand.quick)
    }

    /// Prints the first bytes of files in a running container, each below a line with its path.
    package func look(at files: [String], inContainer id: String) -> Command {
        Command(
            program,
            ["exec", "--user", "0", "--env", "LC_ALL=C", id] + DockerCommand.head(files),
            patience: DockerCommand.quick)
    }

    /// Prints the first bytes of files of volumes, by the paths at which they are mounted, read-only.
    /// The container has no network, may change nothing, and is removed when it ends. An image that
    /// is not here is not pulled.
    package func look(
        at files: [String], inVolumes volumes: [(name: String, path: String)],
        _ image: ImageReference
    ) -> Command {
        Command(
            program,
            [
                "run", "--rm", "--pull", "never", "--network", "none", "--read-only",
                "--user", "0", "--cap-drop", "ALL", "--cap-add", "DAC_OVERRIDE",
                "--security-opt", "no-new-privileges", "--memory", "64m", "--pids-limit", "16",
                "--log-driver", "none", "--env", "LC_ALL=C",
            ]
                + volumes.flatMap { ["--volume", "\($0.name):\($0.path):ro"] }
                + ["--entrypoint", "head", image.text] + DockerCommand.head(files).dropFirst(),
            patience: 60)
    }

    /// Asks for the environment of an image, in which the official ones name their version.
    package func imageEnvironment(_ image: ImageReference) -> Command {
        Command(
            program, ["image", "inspect", "--format", "{{json .Config.Env}}", image.text],
            patience: DockerCommand.quick)
    }

    /// Asks for the digests by which registries know an image.
    package func imageDigests(_ image: ImageReference) -> Command {
        Command(
            program, ["image", "inspect", "--format", "{{json .RepoDigests}}", image.text],
            patience: DockerCommand.quick)
    }

    /// GNU's and busybox's `head` take these.
    private static func head(_ files: [String]) -> [String] { ["head", "-v", "-c", "8"] + files }
}
