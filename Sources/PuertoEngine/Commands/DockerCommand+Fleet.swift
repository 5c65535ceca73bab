internal import PuertoCore

extension DockerCommand {
    /// Lists state, tenant and service of every container of a workspace, running or not.
    package func services(ofWorkspace workspace: String) -> Command {
        Command(
            program,
            [
                "ps", "--all", "--filter", "label=\(StackIdentity.Label.workspace)=\(workspace)",
                "--format",
                "{{.State}}\t{{.Label \"\(StackIdentity.Label.tenant)\"}}\t"
                    + "{{.Label \"\(StackIdentity.Label.service)\"}}",
            ], patience: DockerCommand.quick)
    }

    /// Asks whether containers live on while the daemon is away, and whether it is in Swarm mode.
    package var liveRestore: Command {
        Command(
            program, ["info", "--format", "{{.LiveRestoreEnabled}}\t{{.Swarm.LocalNodeState}}"],
            patience: DockerCommand.quick)
    }

    /// Prints the last lines of a container's log.
    package func lastLines(of container: ContainerState) -> Command {
        Command(program, ["logs", "--tail", "20", container.id], patience: DockerCommand.quick)
    }
}
