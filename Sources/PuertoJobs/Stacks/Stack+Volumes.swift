internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Stack {
    /// Finds the data volumes that were filled and are not among `volumes`, the names that the
    /// engine has.
    func missingVolumes(_ volumes: Set<String>) -> [DataLoss] {
        spec.volumes.compactMap { volume in
            guard let service = volume.role.service, !volumes.contains(volume.name),
                facts.volumes[service]?.isGivenUp == false
            else { return nil }
            return DataLoss(volume: volume, service: service, found: .missing)
        }
    }

    /// The plan's lines about volumes: those that are kept, and those that are made.
    func volumeLines(_ volumes: Set<String>, _ losses: [DataLoss], newData: Bool) -> [String] {
        spec.volumes.compactMap { volume in
            if let loss = losses.first(where: { $0.volume.name == volume.name }) {
                guard newData, loss.canBeGivenUp else { return nil }
                return loss.found == .missing
                    ? "make volume \(volume.name) without the data that it held"
                    : "take volume \(volume.name) as it is: \(loss.text(of: self))"
            }
            guard volumes.contains(volume.name) else { return "make volume \(volume.name)" }
            let mark = volume.role.service.flatMap { facts.volumes[$0] }
            guard let mark, !mark.isGivenUp else { return "keep volume \(volume.name)" }
            return "keep volume \(volume.name), filled since "
                + "\(Day(secondsSince1970: mark.filledAt))"
        }
    }
}

extension StackFacts {
    /// Marks the volumes that the stack's folder notes as filled and the record has no mark of: the
    /// record is older than the stack, or was made again.
    func marking(_ volumes: [VolumeSpec], by folder: StackFolder) -> StackFacts {
        let filled = folder.filled()
        var facts = self
        for volume in volumes {
            guard let kind = volume.role.service, facts.volumes[kind] == nil,
                let mark = filled[volume.name]
            else { continue }
            facts.volumes[kind] = mark
        }
        return facts
    }
}
