package import PuertoCore
package import PuertoEngine

extension JobWorld {
    /// Returns the containers of a client's stack, running or not, in the order of its services.
    package func containers(of slug: Slug) async throws -> [ContainerState] {
        let stack = try stack(slug)
        let own = try await engine().containers(of: stack.identity).all
        let order = stack.spec.services.map(\.kind)
        return own.sorted { one, other in
            let place = { (container: ContainerState) in
                container.service.flatMap(order.firstIndex(of:)) ?? order.count
            }
            return (place(one), one.name) < (place(other), other.name)
        }
    }
}
