package import PuertoCore
internal import Windmill

/// The address inside a client's own network at which one of its own running containers answers.
/// Passwords are sent to no other place: a published port may be served by any process.
///
/// It can only be made from containers that the engine was asked for, with both labels.
package struct ServicePeer: Hashable, Sendable {
    let address: String
    let port: Int
    /// The length of its network's prefix, from 1 to 32.
    let prefix: Int

    init(address: String, port: Int, prefix: Int) {
        self.address = address
        self.port = port
        self.prefix = prefix
    }

    /// Why there is no address that may be sent a password.
    package struct Missing: Error, Hashable {
        package let reason: String

        package init(reason: String) { self.reason = reason }
    }
}

extension ServicePeer {
    /// Finds the running container of a service. `name` is the recorded one, which goes first where
    /// a service has two. Throws `Missing` when none runs, or when it is not on the network.
    package init(
        _ kind: ServiceKind, named name: String?, in containers: OwnContainers, on network: String
    ) throws(Missing) {
        guard let container = containers.container(kind, named: name) else {
            throw Missing(reason: "it has no container")
        }
        guard container.isRunning else {
            throw Missing(reason: "its container is \(container.status)")
        }
        guard let address = container.addresses[network],
            let prefix = container.prefixes[network], (1...32).contains(prefix)
        else {
            throw Missing(reason: "its container has no address on the network \(network)")
        }
        self.init(address: address, port: ServicePeer.port(of: kind), prefix: prefix)
    }
}

extension ServicePeer {
    /// The port at which a service listens in its container; a worker is asked through its server.
    private static func port(of kind: ServiceKind) -> Int {
        switch kind {
        case .windmill, .worker: WindmillInstance.containerPort
        case .postgres: 5432
        case .redis: 6379
        }
    }
}

extension OwnContainers {
    /// A service's container: one that runs before others, and of those the one with the recorded
    /// name.
    package func container(_ kind: ServiceKind, named name: String?) -> ContainerState? {
        let own = all.filter { $0.service == kind }
        let running = own.filter(\.isRunning)
        return running.first { $0.name == name } ?? running.first
            ?? own.first { $0.name == name } ?? own.first
    }
}
