internal import PuertoCore
internal import PuertoEngine

/// Lists what is done to a stack's own containers before anything is started: Compose sees neither
/// a changed limit nor a foreign network. It follows from values alone.
struct Mending {
    private(set) var unpaused: [ContainerState] = []
    private(set) var renamed: [(container: ContainerState, name: String)] = []
    private(set) var disconnected: [(container: ContainerState, network: String)] = []
    /// Containers that are removed, each with the reason. Compose makes them anew, or they are not
    /// wanted; their volumes stay.
    private(set) var removed: [(container: ContainerState, reason: String)] = []

    /// `images` are the ids that the stack's images have now.
    init(_ stack: Stack, _ own: [ContainerState], images: [ImageReference: String]) {
        let sorted = StackContainers(own, stack.spec)
        removed = sorted.surplus.map { ($0, "the stack has no such service, or has it already") }
        for (service, container) in sorted.services {
            var check = ContainerCheck(service: service, container: container, stack: stack)
            check.imageID = images[service.image]
            add(check.deviations, container, service)
        }
        unpaused += removed.map(\.container).filter { $0.status == "paused" }
    }

    private mutating func add(
        _ deviations: [ContainerCheck.Deviation], _ container: ContainerState,
        _ service: ServiceSpec
    ) {
        if container.status == "paused" { unpaused.append(container) }
        if let first = deviations.first(where: { $0.repair == .remake }) {
            return removed.append((container, first.drift.found))
        }
        for deviation in deviations {
            switch deviation.repair {
            case .start, .unpause, .remake: break
            case .rename: renamed.append((container, service.container))
            case .disconnect(let network): disconnected.append((container, network))
            }
        }
    }
}

extension Mending {
    /// One line for each change, for the plan.
    var lines: [String] {
        Set(unpaused.map { "unpause container \($0.name)" }).sorted()
            + removed.map { "remove container \($0.container.name): \($0.reason)" }
            + renamed.map { "rename container \($0.container.name) to \($0.name)" }
            + disconnected.map { "take container \($0.container.name) off network \($0.network)" }
    }
}
