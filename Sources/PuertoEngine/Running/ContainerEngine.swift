package import PuertoCore

/// Docker with Compose; it runs one program for each question or change.
package struct ContainerEngine: Sendable {
    package let docker: DockerCommand
    package let compose: ComposeCommand
    /// The server's version.
    package let version: String
    package let runner: ProcessRunner

    package init(
        docker: DockerCommand, compose: ComposeCommand, version: String, runner: ProcessRunner
    ) {
        self.docker = docker
        self.compose = compose
        self.version = version
        self.runner = runner
    }

    /// The engine in words: program, version and Compose.
    package var name: String {
        "\(docker.program) \(version) with \(compose.words.joined(separator: " "))"
    }
}

extension ContainerEngine {
    /// Looks for Compose and asks the engine for its version. Throws `notFound` without Compose,
    /// `unsupported` for Podman and for an engine elsewhere, and `io` when no engine answers.
    package static func find(_ runner: ProcessRunner = .live) async throws -> ContainerEngine {
        try Podman.refusePrograms()
        try await EnginePlace.live.check(runner)
        for words in ComposeCommand.candidates where isThere(words) {
            let compose = ComposeCommand(words: words)
            let docker = DockerCommand()
            let answer = try await runner.run(docker.version) { _ in }
            try Podman.refuse(answer)
            guard answer.status == 0, !answer.output.isEmpty else {
                throw unreachable(docker, answer)
            }
            guard isVersion(firstLine(answer.output)) else {
                let said = PuertoError.quote(answer.output)
                throw PuertoError(
                    .io, "the container engine answered something else than its version: \(said)",
                    hint: "which docker is first in PATH, and is it Docker's?"
                ).spanish(
                    "el motor de contenedores respondió algo que no es su versión: \(said)",
                    hint: "¿qué docker está primero en PATH, y es el de Docker?")
            }
            return ContainerEngine(
                docker: docker, compose: compose, version: firstLine(answer.output),
                runner: runner)
        }
        throw PuertoError(
            .notFound, "there is no Compose on this machine",
            hint: "install docker.io and docker-compose, or Docker's compose plugin"
        ).spanish(
            "en esta máquina falta Compose",
            hint: "instala docker.io y docker-compose, o el plugin compose de Docker")
    }

    /// Looks only for files and runs nothing.
    private static func isThere(_ words: [String]) -> Bool {
        guard ProgramSearch.find(words[0]) != nil else { return false }
        guard words == ["docker", "compose"] else { return true }
        return ComposeCommand.pluginFolders(home: ProgramSearch.home).contains {
            ProgramSearch.isRunnable("\($0)/docker-compose")
        }
    }

    private static func unreachable(_ docker: DockerCommand, _ answer: ProcessRunner.Ended)
        -> PuertoError
    {
        let said = answer.errors.last.map { PuertoError.visible($0) }
        return PuertoError(
            .io, "the container engine does not answer: \(said ?? "no reason given")",
            hint: "start it (systemctl start docker), and let this user use it"
        ).spanish(
            "el motor de contenedores no responde: \(said ?? "no dice por qué")",
            hint: "arráncalo (systemctl start docker), y permite que este usuario lo use")
    }

    /// Tells whether the text is a version, as in `20.10.24+dfsg1`.
    private static func isVersion(_ text: String) -> Bool {
        text.utf8.first?.isDigit == true
            && text.utf8.allSatisfy { $0.isGraphic && $0 != 0x3C }
    }

    private static func firstLine(_ text: String) -> String {
        PuertoError.visible(String(text.prefix { $0 != "\n" }.prefix(40)))
    }
}

extension ContainerEngine {
    /// Returns the answer to a question. Throws `io` with the engine's own words.
    package func ask(_ command: Command) async throws -> String {
        let ended = try await runner.run(command) { _ in }
        guard ended.status == 0 else { throw ContainerEngine.failure(command, ended) }
        return ended.output
    }

    /// Runs a changing command and passes its output on line by line.
    package func perform(
        _ command: Command, saying line: @escaping @Sendable (String) -> Void
    ) async throws {
        let ended = try await runner.run(command, line)
        guard ended.status == 0 else { throw ContainerEngine.failure(command, ended) }
    }

    private static func failure(_ command: Command, _ ended: ProcessRunner.Ended) -> PuertoError {
        let words = ended.errors.filter { !$0.isEmpty }.suffix(3).map { PuertoError.visible($0) }
        let said = words.isEmpty ? nil : words.joined(separator: " / ")
        return PuertoError(
            .io, "'\(command.name)' failed: \(said ?? "status \(ended.status)")"
        ).spanish("'\(command.name)' falló: \(said ?? "estado \(ended.status)")")
    }
}

extension ContainerEngine {
    /// Returns a tenant's containers, running or not. Throws `protected` for the base system.
    package func containers(of identity: StackIdentity) async throws -> OwnContainers {
        try OwnContainers(try await states(docker.containers(of: identity)), of: identity)
    }

    /// Returns every container on the machine, of any owner.
    package func allContainers() async throws -> [ContainerState] {
        try await states(docker.allContainers)
    }

    private func states(_ list: Command) async throws -> [ContainerState] {
        for attempt in 0...2 {
            let ids = try await ids(list)
            guard !ids.isEmpty else { return [] }
            let ended = try await runner.run(docker.inspect(ids)) { _ in }
            if ended.status == 0 { return try ContainerState.parse(ended.output) }
            // A container that disappeared meanwhile leads to a new listing; the last attempt
            // returns what there is. Any other failure must not look like an empty machine.
            let haveGone = ended.errors.allSatisfy {
                $0.isEmpty || $0.lowercased().contains("no such ")
            }
            guard haveGone, !ended.errors.isEmpty else {
                throw ContainerEngine.failure(docker.inspect(ids), ended)
            }
            if attempt == 2 { return try ContainerState.parse(ended.output) }
        }
        return []
    }

    package func networks(of identity: StackIdentity) async throws -> OwnNetworks {
        try OwnNetworks(try await networkStates(docker.networks(of: identity)), of: identity)
    }

    package func allNetworks() async throws -> [NetworkState] {
        try await networkStates(docker.networks())
    }

    private func networkStates(_ list: Command) async throws -> [NetworkState] {
        for attempt in 0...2 {
            let ids = try await ids(list, skipping: ContainerEngine.isSwarmID)
            guard !ids.isEmpty else { return [] }
            let ended = try await runner.run(docker.inspectNetworks(ids)) { _ in }
            if ended.status == 0 { return try NetworkState.parse(ended.output) }
            // Others' networks come and go; any other failure must not look like an empty machine.
            let haveGone = ended.errors.allSatisfy {
                $0.isEmpty || $0.lowercased().contains("no such network")
                    || ($0.lowercased().contains("network") && $0.hasSuffix(" not found"))
            }
            guard haveGone, !ended.errors.isEmpty else {
                throw ContainerEngine.failure(docker.inspectNetworks(ids), ended)
            }
            if attempt == 2 { return try NetworkState.parse(ended.output) }
        }
        return []
    }

    /// Tells whether the id is that of a network of Swarm: 25 letters and digits. Puerto's own
    /// networks are the machine's.
    private static func isSwarmID(_ id: String) -> Bool {
        id.utf8.count == 25 && id.utf8.allSatisfy { $0.isDigit || $0.isLowerAlphanumeric }
    }

    /// Returns volumes with a stack's names that lack its labels.
    package func foreignVolumes(of identity: StackIdentity) async throws -> [String] {
        try await volumes(of: identity).filter { !$0.isOwn }.map(\.name)
    }

    /// Returns every volume with a stack's names.
    package func volumes(of identity: StackIdentity) async throws -> [FoundVolume] {
        try await listed(docker.volumes(named: identity.project), identity)
            // The filter matches a name at any position.
            .filter { $0.name.hasPrefix("\(identity.project)_") }
    }

    /// Returns containers without a stack's labels that Compose would count as the stack's.
    package func foreignMembers(of identity: StackIdentity) async throws -> [String] {
        try await listed(docker.members(ofProject: identity.project), identity)
            .filter { !$0.isOwn }.map(\.name)
    }

    /// Reads a listing of name, workspace, tenant and slug.
    private func listed(_ listing: Command, _ identity: StackIdentity) async throws
        -> [FoundVolume]
    {
        try await ask(listing).split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            let isOwn =
                parts.count > 2
                && identity.owns(
                    workspace: parts[1], tenant: parts[2], slug: parts.count > 3 ? parts[3] : "")
            return FoundVolume(name: parts.first.map(String.init) ?? "", isOwn: isOwn)
        }
    }

    /// Returns the id of an image; `nil` when it is missing.
    package func imageID(_ image: ImageReference) async throws -> String? {
        let ended = try await runner.run(docker.image(image)) { _ in }
        if ended.status == 0, let id = ended.output.split(separator: "\n").first {
            return String(id)
        }
        // Any failure other than a missing image leaves the question open.
        let isMissing = ended.errors.contains { $0.lowercased().contains("no such image") }
        guard isMissing else { throw ContainerEngine.failure(docker.image(image), ended) }
        return nil
    }

    private func ids(_ command: Command, skipping isOther: (String) -> Bool = { _ in false })
        async throws -> [String]
    {
        let ids = try await ask(command).split(separator: "\n").map(String.init)
            .filter { !isOther($0) }
        for id in ids
        where !id.utf8.allSatisfy(\.isLowerHexDigit) {
            throw PuertoError(
                .io,
                "the container engine answered something else than ids: "
                    + PuertoError.quote(id),
                hint: "which docker is first in PATH, and is it Docker's?"
            ).spanish(
                "el motor de contenedores respondió algo que no son identificadores: "
                    + PuertoError.quote(id),
                hint: "¿qué docker está primero en PATH, y es el de Docker?")
        }
        return ids
    }
}
