package import PuertoCore

/// The containers of a stack that is only observed, as the engine has them now. No command that
/// changes anything takes them.
package struct AdoptedContainers: Sendable {
    private let found: [ServiceKind: ContainerState]
    /// The networks that other containers are attached to as well.
    private let shared: Set<String>

    /// A container is the adopted one by its id, or by its name with the same image: a new version
    /// of a Compose file makes containers anew. One with Puerto's labels is some client's.
    package init(_ adopted: [AdoptedContainer], among all: [ContainerState]) {
        var found: [ServiceKind: ContainerState] = [:]
        for one in adopted {
            found[one.kind] =
                all.first { $0.id == one.id && !$0.isPuertos }
                ?? all.first {
                    $0.name == one.name && $0.image == one.image && !$0.isPuertos
                }
        }
        let own = Set(found.values.map(\.id))
        self.found = found
        shared = Set(all.filter { !own.contains($0.id) }.flatMap(\.networks))
    }

    package subscript(kind: ServiceKind) -> ContainerState? { found[kind] }

    package var all: [ContainerState] { ServiceKind.allCases.compactMap { found[$0] } }
}

extension ServicePeer {
    /// Finds where an adopted PostgreSQL or Redis may be sent its password: on a network that only
    /// containers of its own stack are attached to. Another container on it could take the address.
    package init(_ kind: ServiceKind, in containers: AdoptedContainers) throws(Missing) {
        guard let container = containers[kind] else {
            throw Missing(reason: "its container is gone")
        }
        guard container.isRunning else {
            throw Missing(reason: "its container is \(container.status)")
        }
        let own = containers.ownNetworks(of: container)
        guard let network = own.first, let address = container.addresses[network],
            let prefix = container.prefixes[network], (1...32).contains(prefix)
        else {
            throw Missing(reason: "its container has no network of its own stack alone")
        }
        self.init(address: address, port: kind == .redis ? 6379 : 5432, prefix: prefix)
    }
}

extension AdoptedContainers {
    fileprivate func ownNetworks(of container: ContainerState) -> [String] {
        container.addresses.keys.sorted().filter { !shared.contains($0) }
    }
}
