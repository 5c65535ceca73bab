internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

extension StackFacts {
    /// The images that the stack was last healthy with. One that an older version made has none
    /// recorded; then they are those of its stack file, unless that was edited since.
    func ranImages(_ folder: StackFolder) throws -> [ServiceKind: ImageReference] {
        guard images.isEmpty, let applied else { return images }
        switch tenant.status {
        case .draft, .provisioning: return images
        case .ready, .degraded, .suspended, .archived: break
        }
        guard let file = try folder.composeFile(), Digest.sha256(file) == applied else {
            return images
        }
        return ComposeFile.images(in: String(decoding: file, as: UTF8.self))
            .filter { ServiceKind.pictured.contains($0.key) }
    }
}
