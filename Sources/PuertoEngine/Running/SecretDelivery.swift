package import PuertoCore

/// Hands a secret to a program in a container: through a pipe into a file in its memory, which the
/// program's start reads and removes. Neither an argument nor a variable of this machine holds it.
package struct SecretDelivery: Sendable {
    /// The file in the container. `/dev/shm` is memory that no other container sees.
    package let path: String

    package init(id: RandomID) { path = "/dev/shm/puerto-\(id.text)" }

    /// Starts a program with the file's content in a variable of its own. The file is gone before
    /// the program starts.
    package func words(_ variable: String, _ program: [String]) -> [String] {
        let script =
            "\(variable)=$(cat \"$0\") || exit 1; rm -f \"$0\"; export \(variable); exec \"$@\""
        return ["sh", "-c", script, path] + program
    }

    /// Writes the file. Throws `io` with the engine's words, or when it takes longer than it may.
    package func send(
        _ secret: [UInt8], to container: ContainerState, with engine: ContainerEngine
    ) async throws {
        var command = engine.docker.exec(
            ["sh", "-c", "umask 077 && cat > \"$0\"", path], in: container)
        command.input = secret
        let ended = try await engine.runner.run(command) { _ in }
        guard ended.status == 0 else {
            let said = ended.errors.last.map { PuertoError.visible($0) }
            throw PuertoError(
                .io,
                "'\(container.name)' did not take the password: \(said ?? "no reason given")"
            ).spanish(
                "'\(container.name)' no recibió la contraseña: \(said ?? "no dice por qué")")
        }
    }
}
