internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Comparison {
    /// Finds strangers on the client's ports, by the engine's word and the kernel's. They are asked
    /// nothing.
    func foreignPorts(_ stack: Stack, _ own: [ContainerState]) -> [Drift] {
        guard let containers = try? OwnContainers(own, of: stack.identity) else { return [] }
        return stack.spec.services.compactMap { service in
            guard let port = service.published?.host else { return nil }
            let container = stack.container(service.kind, in: containers)
            let holder = PortHolder(of: port, container, listeners: listeners)
            guard case .stranger = holder, let problem = holder.problem(at: port) else {
                return nil
            }
            return foreign(problem, port, stack)
        }
    }

    /// Finds ports at which something else answers than the client's own containers, or nothing,
    /// while those run and take their passwords.
    func portDrift(_ problems: [StackProbe.PortProblem], _ stack: Stack) -> [Drift] {
        problems.filter { !$0.isKnown }.map { problem in
            guard !problem.isStrange else { return foreign(problem.text, problem.port, stack) }
            // Docker makes what is between the port and the container anew.
            return Drift(
                .network, subject: "port \(problem.port)", found: problem.text,
                mend: "puerto restart \(stack.slug)")
        }
    }

    private func foreign(_ problem: String, _ port: Int, _ stack: Stack) -> Drift {
        let other = containers.first { container in
            container.holdsItsPorts && !stack.identity.owns(container.labels)
                && container.bound?.contains { $0.hasSuffix(":\(port)") } == true
        }
        let owner = other.map {
            ": the container \($0.name), \(ContainerOwner($0.labels, seenFrom: stack.identity))"
        }
        return Drift(
            .network, subject: "port \(port)", found: problem + (owner ?? ""),
            mend: "ss -ltnp 'sport = :\(port)' names it: end it, then puerto reconcile "
                + "\(stack.slug)")
    }
}
