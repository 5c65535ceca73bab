extension ServiceKind {
    /// Reads the images of services from words such as `redis=redis:7.4.5`. Throws `invalid` for a
    /// service without an image of its own, and for one named twice.
    package static func images(_ words: [some StringProtocol]) throws
        -> [ServiceKind: ImageReference]
    {
        var images: [ServiceKind: ImageReference] = [:]
        for word in words {
            let halves = word.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, let kind = ServiceKind(rawValue: String(halves[0])),
                pictured.contains(kind)
            else {
                throw PuertoError(
                    .invalid, "image \(PuertoError.quote(word)) names no service",
                    hint: "windmill=IMAGE, postgres=IMAGE or redis=IMAGE"
                ).spanish(
                    "la imagen \(PuertoError.quote(word)) no dice de qué servicio es",
                    hint: "windmill=IMAGEN, postgres=IMAGEN o redis=IMAGEN")
            }
            guard images[kind] == nil else {
                throw PuertoError(.invalid, "two images of \(kind.rawValue)", hint: "name one")
                    .spanish("hay dos imágenes de \(kind.rawValue)", hint: "di una")
            }
            images[kind] = try ImageReference(String(halves[1]))
        }
        return images
    }
}
