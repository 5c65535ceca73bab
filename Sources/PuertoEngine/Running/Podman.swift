internal import Glibc
internal import PuertoCore

/// Recognizes Podman, which is not supported: it refuses questions that Puerto asks Docker.
enum Podman {
    /// Throws `unsupported` when Podman is the only engine here, and when `docker` is Podman under
    /// another name. Looks only for files and runs nothing.
    static func refusePrograms() throws {
        guard let docker = ProgramSearch.find("docker") else {
            let names = ["podman", "podman-compose"].filter { ProgramSearch.find($0) != nil }
            if let name = names.first {
                throw refusal(
                    "'\(name)' is here, 'docker' is not", "aquí está '\(name)', y 'docker' no")
            }
            return
        }
        if isPodman(docker) {
            throw refusal("'\(docker)' runs Podman", "'\(docker)' ejecuta Podman")
        }
    }

    /// Throws `unsupported` when an engine's answer to the question for its version is Podman's.
    static func refuse(_ answer: ProcessRunner.Ended) throws {
        if answer.errors.contains(where: { $0.lowercased().contains("podman") }) {
            throw refusal("'docker' runs Podman", "'docker' ejecuta Podman")
        }
        let version = answer.output.prefix { $0 != "\n" }
        // Docker counts by years since 17; Podman's socket gives its own version, as 4.3.1.
        let major = Int(version.prefix { $0 != "." })
        guard answer.status == 0, let major, major < 17 else { return }
        let found = PuertoError.quote(version)
        throw refusal(
            "the engine's version is \(found), Docker's begin at 17",
            "la versión del motor es \(found), y las de Docker empiezan en la 17")
    }

    /// Tells whether a program is a link to Podman, or a small script that starts it.
    private static func isPodman(_ path: String) -> Bool {
        if let real = realpath(path, nil) {
            defer { free(real) }
            if String(cString: real).hasSuffix("/podman") { return true }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_size < 4096,
            let bytes = try? SmallFile.bytes(of: path)
        else { return false }
        return String(decoding: bytes, as: UTF8.self).contains("podman")
    }

    private static func refusal(_ reason: String, _ spanish: String) -> PuertoError {
        PuertoError(
            .unsupported, "podman is not supported: \(reason)",
            hint: "install docker.io and docker-compose"
        ).spanish(
            "podman no sirve para Puerto: \(spanish)",
            hint: "instala docker.io y docker-compose")
    }
}
