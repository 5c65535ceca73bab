package import PuertoCore

/// Says what a failed pull means: the registry's own words, and what to do about them.
package enum PullFailure {
    /// Makes the error of an image that is missing and was not pulled. The code is `io` or
    /// `throttled` when the reason may pass by itself.
    package static func error(of image: ImageReference, _ words: RecordedText) -> PuertoError {
        let lower = words.english.lowercased()
        let known = kinds.first { kind in kind.signs.contains { lower.contains($0) } }
        let said =
            words.english.isEmpty
            ? RecordedText("no reason given", spanish: "no dice por qué") : words
        let hint = known?.hint ?? anyway
        return PuertoError(
            known?.code ?? .io,
            "the image '\(image)' is missing and cannot be pulled: \(said.english)",
            hint: hint.english.replacing("IMAGE", with: image.text)
        ).spanish(
            "falta la imagen '\(image)' y no se pudo descargar: \(said(.es))",
            hint: hint(.es).replacing("IMAGE", with: image.text))
    }

    private struct Kind {
        let signs: [String]
        let code: PuertoError.Code
        let hint: RecordedText
    }

    private static let anyway = RecordedText(
        "it is tried again; docker pull IMAGE shows what stops it",
        spanish: "se intenta otra vez; docker pull IMAGE muestra qué lo impide")

    /// The first kind that has a sign in the words counts.
    private static let kinds = [
        Kind(
            signs: ["toomanyrequests", "too many requests"], code: .throttled,
            hint: RecordedText(
                "the registry limits pulls: it is tried again later, and docker login raises the "
                    + "limit",
                spanish: "el registro de imágenes limita las descargas: se intenta otra vez más "
                    + "tarde, y docker login sube el límite")),
        Kind(
            signs: ["no space left on device", "disk quota exceeded"], code: .exhausted,
            hint: RecordedText(
                "make room on Docker's disk: docker system df shows what takes it",
                spanish: "haz sitio en el disco de Docker: docker system df muestra qué lo ocupa")),
        Kind(
            signs: [
                "unauthorized", "authentication required", "no basic auth credentials", "denied",
                "forbidden",
            ], code: .conflict,
            hint: RecordedText(
                "docker login to its registry as the user who runs Puerto; a registry says the "
                    + "same of an image that it does not have: check engine.images in puerto.yaml",
                spanish: "entra en su registro con docker login, como el usuario de Puerto; "
                    + "un registro dice lo mismo de una imagen que no tiene: revisa engine.images "
                    + "en puerto.yaml")),
        Kind(
            signs: ["no matching manifest", "does not match the specified platform"],
            code: .unsupported,
            hint: RecordedText(
                "the registry has it for other processors than this machine's",
                spanish: "el registro la tiene para otros procesadores que el de aquí")),
        Kind(
            signs: [
                "manifest unknown", "not found", "name unknown", "name invalid", "invalid ref",
            ],
            code: .notFound,
            hint: RecordedText(
                "check its name under engine.images in puerto.yaml, and docker pull IMAGE",
                spanish: "revisa su nombre en engine.images de puerto.yaml, y docker pull IMAGE")),
        Kind(
            signs: ["x509", "certificate", "server gave http response to https client"],
            code: .conflict,
            hint: RecordedText(
                "let Docker trust the registry's certificate, or list it as insecure-registries "
                    + "in /etc/docker/daemon.json",
                spanish: "haz que Docker confíe en el certificado del registro, o ponlo en "
                    + "insecure-registries de /etc/docker/daemon.json")),
        Kind(
            signs: ["no such host", "name resolution", "server misbehaving"], code: .io,
            hint: RecordedText(
                "this machine cannot look up the registry's name: see its DNS; it is tried again",
                spanish: "esta máquina no encuentra el nombre del registro: revisa su DNS; se "
                    + "intenta otra vez")),
    ]
}
