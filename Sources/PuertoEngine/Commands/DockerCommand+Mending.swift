package import PuertoCore

extension DockerCommand {
    // These commands take only `OwnContainers`: ids that were read back by both labels.

    package func unpause(_ containers: OwnContainers) -> Command {
        Command(program, ["unpause"] + containers.ids, patience: 60)
    }

    /// Gives one container a name.
    package func rename(_ container: OwnContainers, to name: String) -> Command {
        Command(program, ["rename"] + container.ids + [name], patience: DockerCommand.quick)
    }

    /// Takes one container off a network that is not its stack's.
    package func disconnect(_ container: OwnContainers, from network: String) -> Command {
        Command(program, ["network", "disconnect", network] + container.ids, patience: 60)
    }

    /// Lets stopped processes go on (`SIGCONT`). The engine takes a container that got a signal for
    /// one that is stopped by hand: a restart has to follow.
    package func goOn(_ containers: OwnContainers) -> Command {
        Command(program, ["kill", "--signal", "CONT"] + containers.ids, patience: 60)
    }

    /// Gives an image its name back.
    package func tag(_ id: String, as image: ImageReference) -> Command {
        Command(program, ["tag", id, image.text], patience: DockerCommand.quick)
    }

    /// Runs statements in a container's PostgreSQL, as its superuser and through its local socket,
    /// which needs no password in the official image. The statements go to the standard input.
    package func sql(_ statements: String, in container: OwnContainers) -> Command {
        let psql = [
            "psql", "--username", "postgres", "--dbname", "postgres", "--no-psqlrc", "--quiet",
            "--no-password", "--set", "ON_ERROR_STOP=1", "--file", "-",
        ]
        var command = Command(
            program, ["exec", "--interactive", "--user", "postgres"] + container.ids + psql,
            patience: DockerCommand.quick)
        command.input = Array(statements.utf8)
        return command
    }
}
