internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Stack {
    /// The images that puerto.yaml names and that this stack does not run, since only an upgrade
    /// changes what a stack runs. An image of the client's own record is not among them.
    func newerImages(_ settings: EngineSettings) -> [ServiceKind: ImageReference] {
        var newer: [ServiceKind: ImageReference] = [:]
        for service in spec.services where ServiceKind.pictured.contains(service.kind) {
            guard tenant.stack.images[service.kind] == nil,
                let image = settings.images[service.kind], image != service.image
            else { continue }
            newer[service.kind] = image
        }
        return newer
    }

    /// The verb that applies them.
    func upgrade(to images: [ServiceKind: ImageReference]) -> String {
        let words = ServiceKind.pictured.compactMap { kind in
            images[kind].map { " --image \(kind.rawValue)=\($0)" }
        }
        return "puerto upgrade \(slug)\(words.joined())"
    }

    /// Tells which images of puerto.yaml wait for an upgrade. A newer major version of PostgreSQL
    /// does not open the data, so that no upgrade leads there.
    func imageNotices(_ settings: EngineSettings) -> [Drift] {
        let newer = newerImages(settings)
        return ServiceKind.pictured.compactMap { kind in
            guard let image = newer[kind], let runs = spec.service(kind)?.image else { return nil }
            var mend = upgrade(to: [kind: image])
            if kind == .postgres, let wanted = image.postgresMajor,
                let data = facts.volumes[.postgres]?.major ?? runs.postgresMajor, data != wanted
            {
                mend =
                    PuertoError.otherMajor(image, wanted, data: data, slug).hint ?? mend
            }
            return Drift(
                .image, subject: kind.rawValue,
                found: "stays with \(runs); puerto.yaml names \(image)", mend: mend)
        }
    }
}

extension JobWorld {
    /// The plan's lines about images that wait for an upgrade, and about containers that another
    /// Compose has made.
    func imageLines(
        _ stack: Stack, _ containers: [ContainerState], _ engine: ContainerEngine
    ) async throws -> [String] {
        let waiting = stack.imageNotices(settings).map {
            "image of \($0.subject) \($0.found): \($0.mend)"
        }
        let made = containers.filter { stack.identity.owns($0.labels) }
            .compactMap { $0.labels["com.docker.compose.version"] }
        guard !made.isEmpty, let present = try await engine.composeVersion() else { return waiting }
        let others = Set(made).subtracting([present]).sorted()
        guard !others.isEmpty else { return waiting }
        return waiting + [
            "containers made by Compose \(others.joined(separator: ", ")) are made anew by Compose "
                + "\(present): the system does not answer meanwhile"
        ]
    }
}
