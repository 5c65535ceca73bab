package import PuertoCore

/// A check of whether a stack may be started on a machine. It compares what the stack needs with
/// what there is and changes neither.
package struct Preflight: Sendable {
    package let spec: StackSpec
    package let settings: EngineSettings
    package var containers: [ContainerState] = []
    package var networks: [NetworkState] = []
    /// Volumes with the stack's names that lack its labels.
    package var foreignVolumes: [String] = []
    /// The stack's volumes that are there already.
    package var ownVolumes: Set<String> = []
    package var listening: Set<Int> = []
    package var routes: [Subnet] = []
    /// Memory in MiB.
    package var memory = (available: 0, total: 0)
    /// Free disk space in GiB.
    package var disk = 0
    /// The folder of the engine, and the free GiB on its disk; `nil` when they are not known.
    package var engineDisk: (folder: String, free: Int)?
    package var missingImages: [ImageReference] = []
    /// Why missing images were not pulled.
    package var pullFailures: [ImageReference: PuertoError] = [:]
    /// Images that have lost their name while the stack's own containers run them, with their ids.
    package var unnamedImages: [ImageReference: String] = [:]
    package var engineVersion = ""
    /// `nil` when the engine does not tell.
    package var capacity: EngineCapacity?
    /// The memory, in MiB, that the limits of all clients of this machine add up to, this one
    /// included, and how many clients those are.
    package var sold = (memory: 0, clients: 0)
    package var firewall = FirewallState.applied

    package init(spec: StackSpec, settings: EngineSettings) {
        self.spec = spec
        self.settings = settings
    }
}

extension Preflight {
    /// The memory, in MiB, that the stack is expected to need; its limits are the most it may take.
    package var need: Int {
        isRunning ? 0 : spec.memory / settings.overcommit
    }

    /// The findings with their numbers, for the log.
    package var summary: String {
        let ports = spec.ports.map(String.init).joined(separator: ", ")
        return "ports \(ports); memory \(need) MiB needed, \(memory.available) of \(memory.total) "
            + "available, \(settings.memoryReserve) kept; disk \(disk) GiB free, "
            + "\(settings.diskReserve) kept\(engineSummary); addresses "
            + (spec.networks.first.map { "\($0.subnet)" } ?? "none")
            + " and \(spec.networks.count - 1) more"
    }

    /// The reasons against a start; empty without any.
    package var problems: [PuertoError] {
        nameProblems + portProblems + networkProblems + firewallProblems + volumeProblems
            + limitProblems + roomProblems + imageProblems
    }

    /// Throws all problems as one error.
    package func check() throws {
        let problems = problems
        guard let first = problems.first else { return }
        guard problems.count > 1 else { throw first }
        throw PuertoError(
            first.code, problems.map(\.message).joined(separator: "; "), hint: first.hint
        ).spanish(
            problems.map { $0.spanish?.message ?? $0.message }.joined(separator: "; "),
            hint: first.spanish?.hint ?? first.hint)
    }
}

extension Preflight {
    private func isOwn(_ labels: [String: String]) -> Bool { spec.identity.owns(labels) }

    private var isRunning: Bool { containers.contains { isOwn($0.labels) && $0.isRunning } }

    /// The error for a container that Compose would count as the stack's.
    package static func stranger(_ name: String, in identity: StackIdentity) -> PuertoError {
        PuertoError(
            .conflict,
            "the container '\(name)' belongs to the Compose project '\(identity.project)' and "
                + "lacks Puerto's labels",
            hint: "remove it by hand: Puerto touches nothing without its labels"
        ).spanish(
            "el contenedor '\(name)' pertenece al proyecto de Compose '\(identity.project)' y no "
                + "lleva las etiquetas de Puerto",
            hint: "quítalo a mano: Puerto no toca nada sin sus etiquetas")
    }

    /// Finds foreign containers with a name of the stack, and those that Compose would count as the
    /// stack's.
    private var nameProblems: [PuertoError] {
        let names = Set(spec.services.map(\.container))
        return containers.filter { !isOwn($0.labels) }.compactMap { other in
            if names.contains(other.name) {
                if let taken = nameTaken(other) { return taken }
                return PuertoError(
                    .conflict,
                    "a container named '\(other.name)' already exists and is not Puerto's",
                    hint: "rename or remove it by hand, or give this client's another name: "
                        + "puerto tenant edit \(spec.identity.slug) --container KIND=NAME"
                ).spanish(
                    "ya existe un contenedor llamado '\(other.name)' que no es de Puerto",
                    hint:
                        "cámbiale el nombre o quítalo a mano, o da otro nombre al de este cliente: "
                        + "puerto tenant edit \(spec.identity.slug) --container KIND=NAME")
            }
            guard other.labels["com.docker.compose.project"] == spec.identity.project else {
                return nil
            }
            return nameTaken(other, isInProject: true)
                ?? Preflight.stranger(other.name, in: spec.identity)
        }
    }

    private var portProblems: [PuertoError] {
        spec.ports.compactMap { port in
            let holders = containers.filter { $0.published.contains { $0.hasSuffix(":\(port)") } }
            if let other = holders.first(where: { !isOwn($0.labels) }) {
                return PuertoError(
                    .conflict, "port \(port) belongs to the container '\(other.name)'",
                    hint: "stop publishing it there, or move this client to another slot"
                ).spanish(
                    "el puerto \(port) es del contenedor '\(other.name)'",
                    hint: "deja de publicarlo ahí, o pasa este cliente a otra ranura")
            }
            let isHeldByItself = holders.contains(where: \.holdsItsPorts)
            guard listening.contains(port), !isHeldByItself else { return nil }
            return PuertoError(
                .conflict, "port \(port) is in use by another process",
                hint: "ss -ltnp 'sport = :\(port)' names it; end it, or move this client to "
                    + "another slot"
            ).spanish(
                "otro proceso usa el puerto \(port)",
                hint:
                    "ss -ltnp 'sport = :\(port)' dice cuál; termínalo, o pasa este cliente a otra "
                    + "ranura")
        }
    }

    /// The hint for overlapping addresses, which are recorded with the slot.
    private static let otherAddresses =
        "remove that, or choose another range under engine.subnets in puerto.yaml and then another "
        + "slot for this client"

    private static let otherAddressesSpanish =
        "quita eso, o elige otro intervalo en engine.subnets de puerto.yaml y después otra ranura "
        + "para este cliente"

    private var networkProblems: [PuertoError] {
        let own = Set(spec.networks.map(\.name))
        for network in spec.networks {
            for other in networks where !(own.contains(other.name) && isOwn(other.labels)) {
                if other.name == network.name {
                    return [
                        PuertoError(
                            .conflict,
                            "a network named '\(other.name)' already exists without Puerto's "
                                + "labels", hint: "remove it by hand: docker network rm"
                        ).spanish(
                            "ya existe una red llamada '\(other.name)' sin las etiquetas de Puerto",
                            hint: "quítala a mano: docker network rm")
                    ]
                }
                for text in other.subnets {
                    guard let subnet = Subnet(text), subnet.meets(network.subnet) else { continue }
                    return [
                        PuertoError(
                            .conflict,
                            "the addresses \(network.subnet) meet \(subnet) of the network "
                                + "'\(other.name)'",
                            hint: Preflight.otherAddresses
                        ).spanish(
                            "las direcciones \(network.subnet) coinciden con \(subnet), de la red "
                                + "'\(other.name)'",
                            hint: Preflight.otherAddressesSpanish)
                    ]
                }
            }
        }
        return routeProblems
    }

    /// Finds a route of this machine, as of a VPN, that the stack's addresses would cut off. A
    /// network that is there already has cut off what it meets.
    private var routeProblems: [PuertoError] {
        let missing = spec.networks.filter { network in
            !networks.contains {
                $0.name == network.name && isOwn($0.labels) && $0.subnets == ["\(network.subnet)"]
            }
        }
        for route in Preflight.routes(routes, without: networks) {
            guard let network = missing.first(where: { $0.subnet.meets(route) }) else { continue }
            return [
                PuertoError(
                    .conflict, "the addresses \(network.subnet) meet this machine's route \(route)",
                    hint: Preflight.otherAddresses
                ).spanish(
                    "las direcciones \(network.subnet) coinciden con la ruta \(route) de esta máquina",
                    hint: Preflight.otherAddressesSpanish)
            ]
        }
        return []
    }

    /// Returns the routes that lead to other machines' addresses: neither to a network of the
    /// engine, nor into the whole world, as the two halves that a VPN takes for it.
    package static func routes(_ routes: [Subnet], without networks: [NetworkState]) -> [Subnet] {
        let known = networks.flatMap { $0.subnets.compactMap(Subnet.init) }
        return routes.filter { $0.length >= 8 && !known.contains($0) }
    }

    private var volumeProblems: [PuertoError] {
        foreignVolumes.map {
            PuertoError(
                .conflict, "the volume '\($0)' already exists without Puerto's labels",
                hint:
                    "move its data away and remove it by hand: Puerto takes over only its own volumes"
            ).spanish(
                "ya existe el volumen '\($0)' sin las etiquetas de Puerto",
                hint: "lleva sus datos a otro sitio y quítalo a mano: Puerto solo usa sus propios "
                    + "volúmenes")
        }
    }

    /// The engine's disk, where it has other figures than the workspace's.
    private var engineSummary: String {
        guard let engineDisk, engineDisk.free != disk else { return "" }
        return "; \(engineDisk.folder) \(engineDisk.free) GiB free"
    }

    /// The error for the disk of images and volumes, where it is another one than the workspace's.
    private var engineDiskProblem: PuertoError? {
        guard let engineDisk, engineDisk.free != disk,
            engineDisk.free < settings.diskReserve + (isRunning ? 0 : 1)
        else { return nil }
        return PuertoError(
            .exhausted,
            "\(engineDisk.free) GiB are free on the disk of \(engineDisk.folder), where the engine "
                + "keeps images and volumes, of which \(settings.diskReserve) stay free",
            hint: "make room there, or lower engine.disk_reserve_gb in puerto.yaml"
        ).spanish(
            "quedan \(engineDisk.free) GiB libres en el disco de \(engineDisk.folder), donde el motor "
                + "guarda imágenes y volúmenes, y \(settings.diskReserve) se reservan",
            hint: "haz sitio ahí, o baja engine.disk_reserve_gb en puerto.yaml")
    }

    private var roomProblems: [PuertoError] {
        var problems: [PuertoError] = []
        if need > 0, memory.available - settings.memoryReserve < need {
            problems.append(
                PuertoError(
                    .exhausted,
                    "the stack needs \(need) MiB of memory: \(memory.available) MiB are available, "
                        + "of which \(settings.memoryReserve) stay free",
                    hint: "suspend another client, add memory, or lower "
                        + "engine.memory_reserve_mb or raise engine.overcommit in puerto.yaml"
                ).spanish(
                    "el sistema necesita \(need) MiB de memoria: hay \(memory.available) MiB "
                        + "disponibles, y \(settings.memoryReserve) se reservan",
                    hint: "suspende a otro cliente, añade memoria, baja engine.memory_reserve_mb o "
                        + "sube engine.overcommit en puerto.yaml"))
        }
        if disk < settings.diskReserve + (isRunning ? 0 : 1) {
            problems.append(
                PuertoError(
                    .exhausted,
                    "\(disk) GiB are free on the disk, of which \(settings.diskReserve) stay free",
                    hint: "make room, or lower engine.disk_reserve_gb in puerto.yaml"
                ).spanish(
                    "quedan \(disk) GiB libres en el disco, y \(settings.diskReserve) se reservan",
                    hint: "haz sitio, o baja engine.disk_reserve_gb en puerto.yaml"))
        }
        if let engineDiskProblem { problems.append(engineDiskProblem) }
        return problems
    }

    private var imageProblems: [PuertoError] {
        missingImages.map {
            pullFailures[$0]
                ?? PuertoError(
                    .notFound, "the image '\($0)' is missing and cannot be pulled",
                    hint: "check its name under engine.images in puerto.yaml, and docker pull \($0)"
                ).spanish(
                    "falta la imagen '\($0)' y no se puede descargar",
                    hint: "revisa su nombre en engine.images de puerto.yaml, y docker pull \($0)")
        }
    }
}
