package import PuertoCore

extension ComposeFile {
    /// Reads the images of services out of a stack file that Puerto wrote. Lines of another form are
    /// passed over.
    package static func images(in text: String) -> [ServiceKind: ImageReference] {
        var images: [ServiceKind: ImageReference] = [:]
        var kind: ServiceKind?
        for line in text.split(separator: "\n") {
            if line.hasPrefix("  "), !line.hasPrefix("   "), line.hasSuffix(":") {
                kind = ServiceKind(rawValue: String(line.dropFirst(2).dropLast()))
            }
            // The networks, volumes and secrets come after the services.
            if line == "networks:" { break }
            let start = "    image: \""
            guard let kind, line.hasPrefix(start), line.hasSuffix("\"") else { continue }
            let image = line.dropFirst(start.count).dropLast()
            images[kind] = try? ImageReference(String(image))
        }
        return images
    }
}
