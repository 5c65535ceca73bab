internal import FoundationEssentials

/// A stack's use of the disk, in MiB.
package struct DiskFigure: Hashable, Sendable {
    package var volumes = 0
    /// The size of the files that its containers have written beside the volumes.
    package var layers = 0

    package init(volumes: Int = 0, layers: Int = 0) {
        self.volumes = volumes
        self.layers = layers
    }
}

extension EngineFigures {
    /// Adds up the volumes and the containers that carry a workspace's label, by the number that
    /// they carry.
    static func disk(_ text: String, _ workspace: String) throws -> [Int: DiskFigure] {
        let use = try EngineJSON.lines(text, of: DiskUse.self)
        var sums: [Int: (volumes: Int, layers: Int)] = [:]
        for volume in use.flatMap(\.volumes) {
            guard let tenant = volume.tenant(of: workspace),
                let size = bytes(Substring(volume.size))
            else { continue }
            sums[tenant, default: (0, 0)].volumes += size
        }
        for container in use.flatMap({ $0.containers ?? [] }) {
            // `12MB (virtual 300MB)`: what it has written, and the same with its image.
            guard let tenant = container.tenant(of: workspace),
                let size = bytes(container.size.prefix { $0 != "(" })
            else { continue }
            sums[tenant, default: (0, 0)].layers += size
        }
        return sums.mapValues { DiskFigure(volumes: $0.volumes >> 20, layers: $0.layers >> 20) }
    }

    // The keys are the engine's own names.
    private struct DiskUse: Decodable {
        let volumes: [Item]
        let containers: [Item]?

        enum CodingKeys: String, CodingKey {
            case volumes = "Volumes"
            case containers = "Containers"
        }
    }

    private struct Item: Decodable {
        let labels: String
        let size: String

        enum CodingKeys: String, CodingKey {
            case labels = "Labels"
            case size = "Size"
        }

        func tenant(of workspace: String) -> Int? {
            // The engine joins labels without escaping: a comma in an image's label must not put
            // its container on another client.
            func values(of label: String) -> [Substring] {
                labels.split(separator: ",").filter { $0.hasPrefix("\(label)=") }
                    .map { $0.dropFirst(label.utf8.count + 1) }
            }
            let tenants = values(of: StackIdentity.Label.tenant)
            guard values(of: StackIdentity.Label.workspace) == [Substring(workspace)],
                tenants.count == 1
            else { return nil }
            return Int(tenants[0])
        }
    }
}
