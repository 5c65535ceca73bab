internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// Finds what of a stack's data is not where it was. `inside` looks into the volumes as well,
    /// before a server is started that would fill an empty one.
    func losses(
        _ stack: Stack, _ engine: ContainerEngine, volumes: Set<String>,
        containers: [ContainerState], inside: Bool
    ) async throws -> [DataLoss] {
        var losses = stack.missingVolumes(volumes)
        for volume in stack.spec.volumes where volumes.contains(volume.name) {
            guard let kind = volume.role.service, let service = stack.spec.service(kind),
                stack.facts.volumes[kind]?.isGivenUp != true
            else { continue }
            let mark = stack.facts.volumes[kind]
            var look: DataLook?
            if inside, mark != nil || stack.facts.applied != nil,
                let path = service.volumes.first(where: { $0.volume == volume.role })?.path
            {
                // A container that was made by hand may mount another volume there.
                let container = containers.first {
                    stack.identity.owns($0.labels) && $0.service == kind
                        && $0.mounts(volume, at: path)
                }
                look = try await engine.look(
                    at: kind, in: volume, mountedAt: path, container, service.image)
            }
            if mark?.isSeen == true, look?.isFilled(kind) == false {
                losses.append(DataLoss(volume: volume, service: kind, found: .empty))
                continue
            }
            guard kind == .postgres, let major = look?.postgresMajor ?? mark?.major,
                let wanted = try await engine.postgresMajor(of: service.image), wanted != major
            else { continue }
            let found = DataLoss.Found.otherMajor(service.image, wanted: wanted, data: major)
            losses.append(DataLoss(volume: volume, service: kind, found: found))
        }
        return losses
    }
}
