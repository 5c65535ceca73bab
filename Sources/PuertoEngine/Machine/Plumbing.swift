package import PuertoCore

/// Compares what running containers are joined to and publish with what their stack wants. A
/// container can be up without either, as after Swarm has taken its networks; waiting does not
/// help it.
package enum Plumbing {
    /// A service that lacks a network or its port.
    package struct Fault: Hashable, Sendable {
        package let service: ServiceKind
        package let container: String
        /// As in `the network puerto-01234567-7_data`.
        package let lacks: [String]
    }

    /// Returns the faults of these services, or of all. A container that does not run has neither
    /// network nor port, and is no fault of this kind.
    package static func faults(
        of spec: StackSpec, _ services: [ServiceKind], in containers: OwnContainers
    ) -> [Fault] {
        spec.services.compactMap { service in
            guard services.isEmpty || services.contains(service.kind),
                let container = containers[service.kind], container.isRunning
            else { return nil }
            var lacks = service.networks.compactMap(spec.network).filter {
                container.addresses[$0.name] == nil
            }.map { "the network \($0.name)" }
            if let port = service.published?.host, let bound = container.bound,
                !bound.contains(where: { $0.hasSuffix(":\(port)") })
            {
                lacks.append("its port 127.0.0.1:\(port)")
            }
            return lacks.isEmpty
                ? nil : Fault(service: service.kind, container: container.name, lacks: lacks)
        }
    }
}

extension Plumbing.Fault: CustomStringConvertible {
    package var description: String {
        "'\(container)' runs without \(lacks.joined(separator: " and "))"
    }

    package var spanish: String {
        let lacks = lacks.map {
            $0.replacing("the network ", with: "la red ").replacing("its port ", with: "su puerto ")
        }
        return "'\(container)' funciona sin \(lacks.joined(separator: " ni "))"
    }
}
