package import PuertoCore

/// Docker's own commands as argument lists.
package struct DockerCommand: Hashable, Sendable {
    package let program = "docker"

    package init() {}

    /// Seconds that a question may take.
    static let quick = 30
}

extension DockerCommand {
    /// Asks for the server's version; fails when no engine answers.
    package var version: Command {
        Command(
            program, ["version", "--format", "{{.Server.Version}}"], patience: DockerCommand.quick)
    }

    /// Lists the ids of a tenant's containers, running or not, by both labels.
    package func containers(of identity: StackIdentity) -> Command {
        Command(
            program, ["ps", "--all", "--quiet", "--no-trunc"] + DockerCommand.filters(identity),
            patience: DockerCommand.quick)
    }

    /// Lists the containers that Compose counts as the stack's, running or not: name, workspace,
    /// tenant and slug of each.
    package func members(ofProject project: String) -> Command {
        Command(
            program,
            [
                "ps", "--all", "--filter", "label=com.docker.compose.project=\(project)",
                "--format",
                "{{.Names}}\t{{.Label \"\(StackIdentity.Label.workspace)\"}}\t"
                    + "{{.Label \"\(StackIdentity.Label.tenant)\"}}\t"
                    + "{{.Label \"\(StackIdentity.Label.slug)\"}}",
            ], patience: DockerCommand.quick)
    }

    /// Lists the ids of all containers.
    package var allContainers: Command {
        Command(
            program, ["ps", "--all", "--quiet", "--no-trunc"], patience: DockerCommand.quick)
    }

    /// Prints one JSON object a line, with the keys of `ContainerState`.
    package func inspect(_ ids: [String]) -> Command {
        Command(
            program, ["inspect", "--type", "container", "--format", ContainerState.template] + ids,
            patience: DockerCommand.quick)
    }

    package func image(_ image: ImageReference) -> Command {
        Command(
            program, ["image", "inspect", "--format", "{{.Id}}", image.text],
            patience: DockerCommand.quick)
    }

    /// Pulls an image for as long as something moves: it is ended after `silence` seconds without
    /// progress.
    package func pull(_ image: ImageReference, silence: Int) -> Command {
        var command = Command(program, ["pull", image.text], patience: 6 * 3600)
        command.silence = silence
        command.hasTerminal = true
        return command
    }

    /// Lists the ids of a tenant's networks, or of all.
    package func networks(of identity: StackIdentity? = nil) -> Command {
        Command(
            program,
            ["network", "ls", "--quiet", "--no-trunc"]
                + (identity.map(DockerCommand.filters) ?? []),
            patience: DockerCommand.quick)
    }

    /// Prints one JSON object a line, with the keys of `NetworkState`.
    package func inspectNetworks(_ ids: [String]) -> Command {
        Command(
            program, ["network", "inspect", "--format", NetworkState.template] + ids,
            patience: DockerCommand.quick)
    }

    /// Lists volumes with the prefix of the stack's names, whatever their labels.
    package func volumes(named project: String) -> Command {
        Command(
            program,
            [
                "volume", "ls", "--filter", "name=\(project)_", "--format",
                "{{.Name}}\t{{.Label \"\(StackIdentity.Label.workspace)\"}}\t"
                    + "{{.Label \"\(StackIdentity.Label.tenant)\"}}\t"
                    + "{{.Label \"\(StackIdentity.Label.slug)\"}}",
            ], patience: DockerCommand.quick)
    }
}

extension DockerCommand {
    // These commands take only `OwnContainers`: ids that were read back by both labels.

    package func stop(_ containers: OwnContainers, grace: Int) -> Command {
        Command(
            program, ["stop", "--time", String(grace)] + containers.ids, patience: grace + 60)
    }

    package func restart(_ containers: OwnContainers, grace: Int) -> Command {
        Command(
            program, ["restart", "--time", String(grace)] + containers.ids, patience: grace + 90)
    }

    /// Removes containers, never with `--volumes` and never with `--force`: a running one stays.
    package func remove(_ containers: OwnContainers) -> Command {
        Command(program, ["rm"] + containers.ids, patience: 120)
    }

    package func removeNetworks(_ networks: OwnNetworks) -> Command {
        Command(program, ["network", "rm"] + networks.ids, patience: 60)
    }

    static func filters(_ identity: StackIdentity) -> [String] {
        [
            "--filter", "label=\(StackIdentity.Label.workspace)=\(identity.workspace)",
            "--filter", "label=\(StackIdentity.Label.tenant)=\(identity.tenant)",
        ]
    }
}
