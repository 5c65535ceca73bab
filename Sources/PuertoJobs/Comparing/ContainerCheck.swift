internal import PuertoCore
internal import PuertoEngine

/// Compares one container with the service that it runs. It only looks at values.
struct ContainerCheck {
    let service: ServiceSpec
    let container: ContainerState
    let stack: Stack
    /// The id of the image that the service's image names now; `nil` when it names none.
    var imageID: String?

    /// A difference, and what `reconcile` does about it before it starts anything.
    struct Deviation: Hashable {
        let drift: Drift
        let repair: Repair
    }

    enum Repair: Hashable {
        /// Compose starts it.
        case start
        case unpause
        case rename
        case disconnect(network: String)
        /// The container is removed, and Compose makes it anew. Its volumes stay.
        case remake
    }
}

extension ContainerCheck {
    /// Everything that differs.
    var deviations: [Deviation] {
        var found = nameDeviations + stateDeviations + imageDeviations + portDeviations
        guard let setup = container.setup else { return found }
        found += limitDeviations(setup) + rightDeviations(setup) + mountDeviations(setup)
        return found + networkDeviations + commandDeviations(setup)
    }

    func deviation(_ kind: Drift.Kind, _ found: String, _ repair: Repair = .remake) -> Deviation {
        Deviation(
            drift: Drift(
                kind, subject: container.name, found: found,
                mend: "puerto reconcile \(stack.slug)"), repair: repair)
    }

    private var nameDeviations: [Deviation] {
        guard container.name != service.container else { return [] }
        let drift = Drift(
            .container, subject: service.container, found: "is called \(container.name)",
            mend: "puerto reconcile \(stack.slug)")
        return [Deviation(drift: drift, repair: .rename)]
    }

    private var stateDeviations: [Deviation] {
        guard !container.isRunning else { return [] }
        guard container.status != "paused" else {
            return [deviation(.container, "paused", .unpause)]
        }
        var text = "\(container.status), exit code \(container.exitCode)"
        if container.setup?.isOutOfMemory == true {
            text += ", ended by the kernel for lack of memory (\(service.memory) MiB)"
        }
        if container.restarts > 0 { text += ", restarted \(container.restarts) times" }
        return [deviation(.container, text, .start)]
    }

    private var imageDeviations: [Deviation] {
        guard container.image == service.image.text else {
            return [
                deviation(.image, "runs \(container.image), recorded is \(service.image)")
            ]
        }
        guard let imageID else {
            return [deviation(.image, "runs an image without its name \(service.image)", .start)]
        }
        guard imageID != container.imageID else { return [] }
        return [deviation(.image, "runs an older build of \(service.image)")]
    }

    private var portDeviations: [Deviation] {
        let wanted = service.published.map { ["127.0.0.1:\($0.host)"] } ?? []
        guard container.published == wanted else {
            let found =
                container.published.isEmpty ? "none" : container.published.joined(separator: ", ")
            return [
                deviation(
                    .network, "publishes \(found), recorded is \(wanted.first ?? "none")")
            ]
        }
        guard container.isRunning, let bound = container.bound, bound != wanted else {
            return []
        }
        return [deviation(.network, "runs without its port \(wanted.first ?? "")")]
    }

    private func commandDeviations(_ setup: ContainerSetup) -> [Deviation] {
        var found: [Deviation] = []
        // The words themselves may hold a secret that somebody typed.
        if !service.command.isEmpty, setup.command != service.command {
            found.append(deviation(.container, "runs another command than the stack file's"))
        }
        if container.labels["com.docker.compose.project"] != stack.identity.project {
            found.append(deviation(.container, "was not made by Compose"))
        }
        return found
    }
}
