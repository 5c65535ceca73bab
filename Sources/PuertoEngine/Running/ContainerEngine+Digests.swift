internal import FoundationEssentials
package import PuertoCore

extension ContainerEngine {
    /// Returns the image with the digest that its registry gave it; `nil` for one that has a digest,
    /// that is missing, or that was built on this machine, and when the engine does not answer.
    package func pinned(_ image: ImageReference) async -> ImageReference? {
        guard !image.text.contains("@"), let answer = try? await ask(docker.imageDigests(image)),
            let digests = try? JSONDecoder().decode([String]?.self, from: Data(answer.utf8))
        else { return nil }
        for text in digests {
            guard let known = try? ImageReference(text), known.place == image.place,
                let digest = text.split(separator: "@").last
            else { continue }
            return try? ImageReference("\(image)@\(digest)")
        }
        return nil
    }
}
