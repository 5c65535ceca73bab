internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Stack {
    /// Finds the data volumes that were filled and are not among `volumes`, the names that the
    /// engine has.
    func missingVolumes(_ volumes: Set<String>) throws -> [DataLoss] {
        try spec.volumes.compactMap { volume in
            guard let service = volume.role.service, !volumes.contains(volume.name),
                try wasFilled(volume, service)
            else { return nil }
            return DataLoss(volume: volume, service: service, found: .missing)
        }
    }

    /// Whether a volume has held data that nobody has given up. Of a stack that an older version
    /// made there are no marks: it counts as filled once it has run with that volume.
    private func wasFilled(_ volume: VolumeSpec, _ service: ServiceKind) throws -> Bool {
        if let mark = facts.volumes[service] { return !mark.isGivenUp }
        guard facts.volumes.isEmpty, facts.applied != nil else { return false }
        switch tenant.status {
        case .draft, .provisioning: return false
        case .ready, .degraded, .suspended, .archived: break
        }
        guard let file = try folder.composeFile() else { return true }
        return String(decoding: file, as: UTF8.self).contains("name: \(volume.name)\n")
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
