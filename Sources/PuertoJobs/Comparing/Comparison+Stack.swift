internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Comparison {
    /// Returns the differences between a stack that should run and what runs.
    func running(_ stack: Stack) async throws -> [Drift] {
        let own = containers.filter { stack.identity.owns($0.labels) }
        let sorted = StackContainers(own, stack.spec)
        var drift = try await fileDrift(stack) + modeDrift(stack)
        for service in stack.spec.services {
            guard let found = sorted.services.first(where: { $0.service == service }) else {
                drift.append(missing(service, stack))
                continue
            }
            var check = ContainerCheck(
                service: service, container: found.container, stack: stack)
            check.imageID = try await images.id(of: service.image)
            drift += check.deviations.map(\.drift)
        }
        drift += surplusDrift(sorted, stack) + strangers(sorted, stack)
        drift += movedDrift(own, stack)
        if own.contains(where: { $0.setup != nil }) { drift += networkDrift(stack) }
        drift += intruders(stack) + foreignPorts(stack, own)
        if isThorough { drift += try await serverDrift(stack, own) }
        return drift
    }

    /// A service without a container. Where another client's has its name, a start cannot make it.
    private func missing(_ service: ServiceSpec, _ stack: Stack) -> Drift {
        let other = containers.first { $0.name == service.container }
        let owner = other.map { ContainerOwner($0.labels, seenFrom: stack.identity) }
        guard let owner, owner != .own else {
            return Drift(
                .container, subject: service.container, found: "missing",
                mend: "puerto reconcile \(stack.slug)")
        }
        return Drift(
            .container, subject: service.container,
            found: "missing; the container of this name is \(owner)",
            mend: Preflight.renaming(service.container, in: stack.spec))
    }

    private func modeDrift(_ stack: Stack) throws -> [Drift] {
        guard stack.unrecorded.isEmpty else { return [] }
        return try stack.folder.wrongModes(stack.secretFiles()).map { wrong in
            let mode = { (bits: Int) in "0" + String(bits, radix: 8) }
            return Drift(
                .secretFile, subject: wrong.name,
                found: "mode \(mode(wrong.found)), recorded is \(mode(wrong.wanted))",
                mend: "puerto reconcile \(stack.slug)")
        }
    }

    private func surplusDrift(_ sorted: StackContainers, _ stack: Stack) -> [Drift] {
        sorted.surplus.map { container in
            let kind = container.service?.rawValue ?? ""
            let isKnown = sorted.services.contains { $0.service.kind == container.service }
            return Drift(
                .stray, subject: container.name,
                found: (isKnown ? "a second container of \(kind)" : "no service of this stack")
                    + ", \(container.status)",
                mend: "puerto reconcile \(stack.slug)")
        }
    }

    /// Finds containers that have the stack's labels and belong to none of its services.
    private func strangers(_ sorted: StackContainers, _ stack: Stack) -> [Drift] {
        sorted.others.map {
            Drift(
                .stray, subject: $0.name, found: "no service of this stack, \($0.status)",
                mend: "docker stop \($0.name) && docker rm \($0.name)")
        }
    }
}
