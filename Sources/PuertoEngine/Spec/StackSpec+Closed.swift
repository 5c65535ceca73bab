internal import PuertoCore

extension StackSpec {
    /// The stack while its Windmill has the stock password, which everybody knows: the port is not
    /// published, and no worker runs.
    package var closed: StackSpec {
        var closed = self
        closed.services = services.filter { $0.kind != .worker }.map { service in
            var service = service
            if service.kind == .windmill { service.published = nil }
            return service
        }
        return closed
    }
}
