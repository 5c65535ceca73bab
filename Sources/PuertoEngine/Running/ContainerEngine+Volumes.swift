internal import FoundationEssentials
package import PuertoCore

extension ContainerEngine {
    /// Returns the names of all volumes of a workspace, in one question for every tenant.
    package func volumes(ofWorkspace workspace: String) async throws -> Set<String> {
        Set(
            try await ask(docker.volumes(ofWorkspace: workspace)).split(separator: "\n").map(
                String.init))
    }

    /// Looks for a server's files in its volume: inside the container where it runs, otherwise in a
    /// container of its own that changes nothing. What cannot be seen stays unknown.
    package func look(
        at kind: ServiceKind, in volume: VolumeSpec, mountedAt path: String,
        _ container: ContainerState?, _ image: ImageReference
    ) async throws -> DataLook {
        let files = DataLook.files(of: kind)
        let command: Command
        if let container, container.isRunning {
            command = docker.look(at: files, inContainer: container.id)
        } else {
            command = docker.look(at: files, inVolumes: [(volume.name, path)], image)
        }
        let ended = try await runner.run(command) { _ in }
        return DataLook(files, output: ended.output, errors: ended.errors)
    }

    /// Returns the major version of PostgreSQL that an image names in its environment, as the
    /// official ones do; otherwise that of an official tag. `nil` when neither says it.
    package func postgresMajor(of image: ImageReference) async throws -> Int? {
        let ended = try await runner.run(docker.imageEnvironment(image)) { _ in }
        let words = ended.status == 0 ? ContainerEngine.words(ended.output) : []
        let start = "PG_MAJOR="
        let named = words.first { $0.hasPrefix(start) }.flatMap { Int($0.dropFirst(start.count)) }
        return named ?? image.postgresMajor
    }

    private static func words(_ text: String) -> [String] {
        (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
    }

    /// Returns the version of the present Compose; `nil` when it does not say it.
    package func composeVersion() async throws -> String? {
        let ended = try await runner.run(compose.version) { _ in }
        let line = ended.output.split(separator: "\n").first.map(String.init) ?? ""
        let version = line.hasPrefix("v") ? String(line.dropFirst()) : line
        guard ended.status == 0, version.utf8.first?.isDigit == true else { return nil }
        return PuertoError.visible(String(version.prefix(40)))
    }
}
