internal import PuertoCore
internal import PuertoEngine

/// A stack's own containers by what they are to it.
struct StackContainers {
    /// One container for each service that has any.
    let services: [(service: ServiceSpec, container: ContainerState)]
    /// Containers of Puerto's services that the stack does not have, or has already.
    let surplus: [ContainerState]
    /// Containers with the stack's labels that are no service's.
    let others: [ContainerState]

    init(_ own: [ContainerState], _ spec: StackSpec) {
        var chosen: [(ServiceSpec, ContainerState)] = []
        for service in spec.services {
            let candidates = own.filter { $0.service == service.kind }
            // The one with the recorded name; a renamed one otherwise, the running first.
            let best =
                candidates.first { $0.name == service.container }
                ?? candidates.first(where: \.holdsItsPorts) ?? candidates.first
            if let best { chosen.append((service, best)) }
        }
        let ids = Set(chosen.map(\.1.id))
        let rest = own.filter { !ids.contains($0.id) }
        services = chosen.map { (service: $0.0, container: $0.1) }
        surplus = rest.filter { $0.service != nil }
        others = rest.filter { $0.service == nil }
    }
}
