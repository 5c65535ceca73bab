extension DockerCommand {
    /// Prints id, share of a processor and memory of containers that run, one a line. The engine
    /// measures for a second.
    package func stats(_ ids: [String]) -> Command {
        Command(
            program,
            [
                "stats", "--no-stream", "--no-trunc", "--format",
                "{{.ID}}\t{{.CPUPerc}}\t{{.MemUsage}}",
            ] + ids, patience: DockerCommand.quick)
    }

    /// Prints what images, containers and volumes take of the disk, as one JSON object. The engine
    /// reads every volume's folder for it, so it is asked once for all stacks, and rarely.
    package var diskUse: Command {
        Command(
            program, ["system", "df", "--verbose", "--format", "{{json .}}"], patience: 300)
    }

    /// Prints the number of processors and the bytes of memory that the engine has.
    package var capacity: Command {
        Command(
            program, ["info", "--format", "{{.NCPU}}\t{{.MemTotal}}"],
            patience: DockerCommand.quick)
    }

    /// Prints the folder in which the engine keeps images and volumes.
    package var rootFolder: Command {
        Command(
            program, ["info", "--format", "{{.DockerRootDir}}"], patience: DockerCommand.quick)
    }
}
