internal import FoundationEssentials
package import PuertoCore

/// A container as the engine describes it.
package struct ContainerState: Hashable, Sendable, Decodable {
    package let id: String
    package let name: String
    /// `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`.
    package let status: String
    package let exitCode: Int
    package let restarts: Int
    /// The image named by its configuration, and the id of the image that runs.
    package let image: String
    package let imageID: String
    package let labels: [String: String]
    /// `127.0.0.1:8001` for each port that it publishes on the machine, running or not.
    package let published: [String]
    /// The ports that it has on the machine now, as `published`; `nil` when the engine does not
    /// say.
    package let bound: [String]?
    /// Addresses by the network's name; empty when it does not run.
    package let addresses: [String: String]
    /// The lengths of the networks' prefixes, by the network's name.
    package let prefixes: [String: Int]
    /// The networks that it is attached to, running or not.
    package let networks: [String]
    /// `nil` when the engine did not say.
    package let setup: ContainerSetup?

    package var isRunning: Bool { status == "running" }

    /// The folder in which Compose made it, from which its secrets are mounted; `nil` when Compose
    /// has not said.
    package var folder: String? { labels["com.docker.compose.project.working_dir"] }

    package var service: ServiceKind? {
        labels[StackIdentity.Label.service].flatMap(ServiceKind.init(rawValue:))
    }

    /// Tells whether a stack's volume is what it sees at a path; true where the engine did not say.
    package func mounts(_ volume: VolumeSpec, at path: String) -> Bool {
        guard let setup else { return true }
        return setup.mounts.contains { $0.path == path && $0.name == volume.name }
    }

    /// The template for `--format` of `docker inspect`.
    static let template =
        "{\"id\":{{json .Id}},\"name\":{{json .Name}},\"status\":{{json .State.Status}},"
        + "\"exitCode\":{{json .State.ExitCode}},\"restarts\":{{json .RestartCount}},"
        + "\"image\":{{json .Config.Image}},\"imageID\":{{json .Image}},"
        + "\"labels\":{{json .Config.Labels}},\"bindings\":{{json .HostConfig.PortBindings}},"
        + "\"bound\":{{json .NetworkSettings.Ports}},"
        + "\"networks\":{{json .NetworkSettings.Networks}},"
        + "\"setup\":\(ContainerSetup.template)}"
}

extension ContainerState {
    /// Throws `io` for a text that is not such an object.
    package static func parse(_ text: String) throws -> [ContainerState] {
        try EngineJSON.lines(text, of: ContainerState.self)
    }

    package init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Keys.self)
        id = try keys.decode(String.self, forKey: .id)
        let slashed = try keys.decode(String.self, forKey: .name)
        name = slashed.hasPrefix("/") ? String(slashed.dropFirst()) : slashed
        status = try keys.decode(String.self, forKey: .status)
        exitCode = try keys.decode(Int.self, forKey: .exitCode)
        restarts = try keys.decode(Int.self, forKey: .restarts)
        image = try keys.decode(String.self, forKey: .image)
        imageID = try keys.decode(String.self, forKey: .imageID)
        labels = try keys.decodeIfPresent([String: String].self, forKey: .labels) ?? [:]
        let bindings = try keys.decodeIfPresent([String: [Binding]?].self, forKey: .bindings) ?? [:]
        published = Binding.texts(bindings)
        bound = try keys.decodeIfPresent([String: [Binding]?].self, forKey: .bound)
            .map(Binding.texts)
        let networks = try keys.decodeIfPresent([String: Attached].self, forKey: .networks) ?? [:]
        addresses = networks.compactMapValues { $0.address.isEmpty ? nil : $0.address }
        prefixes = networks.compactMapValues { $0.address.isEmpty ? nil : $0.prefix }
        self.networks = networks.keys.sorted()
        setup = try keys.decodeIfPresent(ContainerSetup.self, forKey: .setup)
    }

    private enum Keys: String, CodingKey {
        case id, name, status, exitCode, restarts, image, imageID, labels, bindings, bound, networks
        case setup
    }

    // The keys are the engine's own names.
    private struct Binding: Decodable {
        let address: String
        let port: String

        enum CodingKeys: String, CodingKey {
            case address = "HostIp"
            case port = "HostPort"
        }

        static func texts(_ bindings: [String: [Binding]?]) -> [String] {
            bindings.values.compactMap { $0 }.joined().map { "\($0.address):\($0.port)" }.sorted()
        }
    }

    private struct Attached: Decodable {
        let address: String
        let prefix: Int?

        enum CodingKeys: String, CodingKey {
            case address = "IPAddress"
            case prefix = "IPPrefixLen"
        }
    }
}

/// A network as the engine describes it.
package struct NetworkState: Hashable, Sendable, Decodable {
    package let id: String
    package let name: String
    package let labels: [String: String]
    package let subnets: [String]
    /// `nil` when the engine did not say.
    package let setup: Setup?

    /// Tells what the engine lets a network do.
    package struct Setup: Hashable, Sendable, Decodable {
        /// True when it leads nowhere else.
        package let isInternal: Bool
        package let options: [String: String]

        package init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: Keys.self)
            isInternal = try keys.decode(Bool.self, forKey: .isInternal)
            options = try keys.decodeIfPresent([String: String].self, forKey: .options) ?? [:]
        }

        private enum Keys: String, CodingKey { case isInternal, options }
    }

    static let template =
        "{\"id\":{{json .Id}},\"name\":{{json .Name}},\"labels\":{{json .Labels}},"
        + "\"config\":{{json .IPAM.Config}},\"setup\":{\"isInternal\":{{json .Internal}},"
        + "\"options\":{{json .Options}}}}"

    /// Throws `io` for a text that is not such an object.
    package static func parse(_ text: String) throws -> [NetworkState] {
        try EngineJSON.lines(text, of: NetworkState.self)
    }

    package init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Keys.self)
        id = try keys.decode(String.self, forKey: .id)
        name = try keys.decode(String.self, forKey: .name)
        labels = try keys.decodeIfPresent([String: String].self, forKey: .labels) ?? [:]
        let ranges = try keys.decodeIfPresent([Range].self, forKey: .config) ?? []
        subnets = ranges.compactMap(\.subnet)
        setup = try keys.decodeIfPresent(Setup.self, forKey: .setup)
    }

    private enum Keys: String, CodingKey { case id, name, labels, config, setup }

    private struct Range: Decodable {
        let subnet: String?

        enum CodingKeys: String, CodingKey { case subnet = "Subnet" }
    }
}

enum EngineJSON {
    static func lines<Value: Decodable>(_ text: String, of type: Value.Type) throws -> [Value] {
        try text.split(separator: "\n").map { line in
            do {
                return try JSONDecoder().decode(type, from: Data(line.utf8))
            } catch {
                throw PuertoError(
                    .io,
                    "the container engine answered something else than was asked for: "
                        + PuertoError.quote(line),
                    hint: "which docker is first in PATH, and is it Docker's?"
                ).spanish(
                    "el motor de contenedores respondió algo que no se le preguntó: "
                        + PuertoError.quote(line),
                    hint: "¿qué docker está primero en PATH, y es el de Docker?")
            }
        }
    }
}
