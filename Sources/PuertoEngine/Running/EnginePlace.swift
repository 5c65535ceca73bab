internal import FoundationEssentials
internal import Glibc
internal import PuertoCore

/// The machine of the engine that Docker's programs talk to. Puerto makes stacks on its own
/// machine only: it knocks at their ports, writes their files and counts their memory there.
struct EnginePlace: Sendable {
    /// Reads a variable of the environment; `nil` when it is unset or empty.
    let variable: @Sendable (String) -> String?

    static let live = EnginePlace { name in
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension EnginePlace {
    /// Throws `unsupported` unless the engine is reached by a socket of this machine.
    func check(_ runner: ProcessRunner) async throws {
        if let host = variable("DOCKER_HOST") {
            return try EnginePlace.check(
                host, named: RecordedText("DOCKER_HOST is", spanish: "DOCKER_HOST es"),
                hint: "unset DOCKER_HOST")
        }
        guard let context = variable("DOCKER_CONTEXT") ?? configured, context != "default" else {
            return
        }
        let answer = try await runner.run(DockerCommand().context(context)) { _ in }
        // A context that is not there is an error of docker's own, which the next question gets.
        guard answer.status == 0 else { return }
        try EnginePlace.check(
            String(answer.output.prefix { $0 != "\n" }),
            named: RecordedText(
                "the docker context \(PuertoError.quote(context)) leads to",
                spanish: "el contexto de docker \(PuertoError.quote(context)) lleva a"),
            hint: RecordedText(
                "docker context use default, or unset DOCKER_CONTEXT",
                spanish: "docker context use default, o unset DOCKER_CONTEXT"))
    }

    /// The context that `docker context use` has chosen.
    private var configured: String? {
        let folder = variable("DOCKER_CONFIG") ?? "\(ProgramSearch.home)/.docker"
        guard let bytes = try? SmallFile.bytes(of: "\(folder)/config.json"),
            let file = try? JSONDecoder().decode(File.self, from: Data(bytes))
        else { return nil }
        return file.currentContext.flatMap { $0.isEmpty ? nil : $0 }
    }

    private struct File: Decodable {
        let currentContext: String?
    }

    private static func check(
        _ host: String, named name: RecordedText, hint: RecordedText
    ) throws {
        guard !host.hasPrefix("unix://"), !host.isEmpty else { return }
        let place = PuertoError.quote(withoutUser(host))
        throw PuertoError(
            .unsupported, "the container engine is elsewhere: \(name.english) \(place)",
            hint: "\(hint.english): stacks are made by this machine's own engine, through its "
                + "socket"
        ).spanish(
            "el motor de contenedores está en otro sitio: \(name(.es)) \(place)",
            hint: "\(hint(.es)): los sistemas los monta el motor de esta máquina, por su socket")
    }

    /// Leaves out the user of an address, since a password may stand there.
    private static func withoutUser(_ host: String) -> String {
        guard let at = host.lastIndex(of: "@") else { return host }
        let scheme = host.firstRange(of: "://").map { host[..<$0.upperBound] } ?? ""
        return String(scheme + host[host.index(after: at)...])
    }
}
