internal import PuertoCore
internal import PuertoEngine

extension ContainerCheck {
    /// The networks that the stack file attaches the service to.
    private var wantedNetworks: Set<String> {
        Set(service.networks.compactMap { stack.spec.network($0)?.name })
    }

    var networkDeviations: [Deviation] {
        let (found, wanted) = (Set(container.networks), wantedNetworks)
        return wanted.subtracting(found).sorted().map {
            deviation(.network, "is not attached to its network \($0)")
        }
            + found.subtracting(wanted).sorted().map {
                deviation(
                    .network, "is attached to the network \($0), which is not its own",
                    .disconnect(network: $0))
            }
    }

    /// Volumes and secrets at their paths, and nothing else.
    func mountDeviations(_ setup: ContainerSetup) -> [Deviation] {
        let wanted = wantedMounts
        let found = Dictionary(setup.mounts.map { ($0.path, $0) }) { first, _ in first }
        let differing = wanted.compactMap { path, mount -> Deviation? in
            guard let there = found[path] else {
                return deviation(.container, "lacks \(mount.text) at \(path)")
            }
            guard !mount.isAt(there) else { return nil }
            return deviation(
                .container,
                "has \(WantedMount(there).text) at \(path), recorded is \(mount.text)")
        }
        let extra = setup.mounts.filter { wanted[$0.path] == nil && !$0.isAnonymous }.map {
            deviation(.container, "has \(WantedMount($0).text) at \($0.path) in addition")
        }
        return (differing + extra).sorted { $0.drift.found < $1.drift.found }
    }

    private var wantedMounts: [String: WantedMount] {
        var wanted: [String: WantedMount] = [:]
        for mount in service.volumes {
            let volume = stack.spec.volumes.first { $0.role == mount.volume }
            wanted[mount.path] = .volume(volume?.name ?? "", isWritable: true)
        }
        for name in service.secrets {
            wanted[name.path] = .folder(stack.folder.secretPath(name), isWritable: false)
        }
        return wanted
    }
}

/// Names what should be mounted at a path of a container.
private enum WantedMount: Hashable {
    case volume(String, isWritable: Bool)
    /// A folder or a file of the machine.
    case folder(String, isWritable: Bool)

    init(_ mount: ContainerSetup.Mount) {
        self =
            mount.kind == "volume"
            ? .volume(mount.name, isWritable: mount.isWritable)
            : .folder(mount.source, isWritable: mount.isWritable)
    }

    func isAt(_ mount: ContainerSetup.Mount) -> Bool { self == WantedMount(mount) }

    var text: String {
        switch self {
        case .volume(let name, let isWritable):
            "the volume \(name)\(isWritable ? "" : ", read-only")"
        case .folder(let source, let isWritable): "\(source)\(isWritable ? ", writable" : "")"
        }
    }
}
