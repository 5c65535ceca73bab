/// A container that Puerto did not make, as it was when its stack was adopted.
package struct AdoptedContainer: Hashable, Sendable, Codable {
    package let kind: ServiceKind
    /// The engine's id, 64 hex digits.
    package let id: String
    package let name: String
    /// The image as the container's configuration names it.
    package let image: String

    /// Throws `invalid` for texts that no engine gives.
    package init(kind: ServiceKind, id: String, name: String, image: String) throws {
        guard id.utf8.count == 64, id.utf8.allSatisfy(\.isLowerHexDigit) else {
            throw PuertoError(.invalid, "\(PuertoError.quote(id)) is not a container's id")
                .spanish("\(PuertoError.quote(id)) no es el identificador de un contenedor")
        }
        guard (1...512).contains(image.utf8.count), image.utf8.allSatisfy(\.isGraphic) else {
            throw PuertoError(.invalid, "\(PuertoError.quote(image)) is not an image")
                .spanish("\(PuertoError.quote(image)) no es una imagen")
        }
        self.kind = kind
        self.id = id
        self.name = try String.container(name)
        self.image = image
    }
}
