/// A name of images without a version, or all names below one: `ghcr.io/windmill-labs/*`.
///
/// Names are compared as Docker completes them: `redis` is `docker.io/library/redis`.
package struct ImagePattern: Hashable, Sendable {
    package let text: String
    /// Complete; it ends in a slash where it stands for all names below it.
    private let name: String

    /// Throws `invalid` for anything but a name, or a name or registry with `/*`.
    package init(_ text: String) throws {
        let isPrefix = text.hasSuffix("/*")
        let whole = isPrefix ? text.dropLast() + "x" : text[...]
        guard !ImagePattern.hasTag(whole), let image = try? ImageReference("\(whole):1") else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a name of images",
                hint: "without a version, as in docker.io/library/postgres, or all of a folder, as "
                    + "in ghcr.io/windmill-labs/*"
            ).spanish(
                "\(PuertoError.quote(text)) no es un nombre de imágenes",
                hint:
                    "sin versión, como docker.io/library/postgres, o todas las de una carpeta, como ghcr.io/windmill-labs/*"
            )
        }
        self.text = text
        let complete = image.place
        name = isPrefix ? String(complete.dropLast()) : complete
    }

    /// The pattern of exactly this image's name.
    package init(of image: ImageReference) {
        text = image.place
        name = image.place
    }

    package func allows(_ image: ImageReference) -> Bool {
        name.hasSuffix("/") ? image.place.hasPrefix(name) : image.place == name
    }

    /// A colon after the last slash begins a tag; one before it belongs to a registry.
    private static func hasTag(_ text: Substring) -> Bool {
        text[(text.lastIndex(of: "/") ?? text.startIndex)...].contains(":") || text.contains("@")
    }
}

extension ImageReference {
    /// The registry and name, complete as Docker completes them, without tag and digest.
    package var place: String {
        var name = text[..<(text.firstIndex(of: "@") ?? text.endIndex)]
        let start = name.lastIndex(of: "/") ?? name.startIndex
        if let colon = name[start...].firstIndex(of: ":") { name = name[..<colon] }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isRegistry =
            parts.count > 1
            && (parts[0].contains { $0 == "." || $0 == ":" } || parts[0] == "localhost"
                || parts[0].utf8.contains(where: \.isUpperLetter))
        var rest = (isRegistry ? parts.dropFirst() : parts[...]).map(String.init)
        let registry = isRegistry && parts[0] != "index.docker.io" ? String(parts[0]) : "docker.io"
        if registry == "docker.io", rest.count == 1 { rest.insert("library", at: 0) }
        return ([registry] + rest).joined(separator: "/")
    }
}
