extension DockerCommand {
    /// The standard streams that a program in a container gets.
    package enum Streams: Hashable, Sendable {
        /// The caller's input and outputs.
        case pipes
        /// The caller's terminal, with its window size and its signals.
        case terminal
    }

    /// Runs a program in a container that runs. Neither words nor variables hold a secret: other
    /// users of the machine see them.
    package func exec(
        _ words: [String], in container: ContainerState, _ streams: Streams = .pipes,
        environment: [String] = []
    ) -> Command {
        let options = streams == .terminal ? ["--interactive", "--tty"] : ["--interactive"]
        return Command(
            program,
            ["exec"] + options + environment.flatMap { ["--env", $0] } + [container.id] + words,
            patience: DockerCommand.quick)
    }

    /// Prints what a container has said, running or not. `tail` is a number of lines; `nil` is all
    /// of them.
    package func logs(
        of container: ContainerState, since: String?, tail: Int?, follows: Bool,
        timestamps: Bool = false
    ) -> Command {
        Command(
            program,
            ["logs"] + (follows ? ["--follow"] : []) + (timestamps ? ["--timestamps"] : [])
                + (since.map { ["--since", $0] } ?? [])
                + (tail.map { ["--tail", String($0)] } ?? []) + [container.id],
            patience: DockerCommand.quick)
    }

    /// Prints the address of a context's engine.
    func context(_ name: String) -> Command {
        Command(
            program, ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}", "--", name],
            patience: DockerCommand.quick)
    }
}
