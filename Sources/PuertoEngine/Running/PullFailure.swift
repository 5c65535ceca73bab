package import PuertoCore

/// Says what a failed pull means: the registry's own words, and what to do about them.
package enum PullFailure {
    /// Makes the error of an image that is missing and was not pulled. The code is `io` or
    /// `throttled` when the reason may pass by itself.
    package static func error(of image: ImageReference, _ words: String) -> PuertoError {
        let lower = words.lowercased()
        let known = kinds.first { kind in kind.signs.contains { lower.contains($0) } }
        let said = words.isEmpty ? "no reason given" : words
        return PuertoError(
            known?.code ?? .io, "the image '\(image)' is missing and cannot be pulled: \(said)",
            hint: (known?.hint ?? anyway).replacing("IMAGE", with: image.text))
    }

    private struct Kind {
        let signs: [String]
        let code: PuertoError.Code
        let hint: String
    }

    private static let anyway = "it is tried again; docker pull IMAGE shows what stops it"

    /// The first kind that has a sign in the words counts.
    private static let kinds = [
        Kind(
            signs: ["toomanyrequests", "too many requests"], code: .throttled,
            hint: "the registry limits pulls: it is tried again later, and docker login raises the "
                + "limit"),
        Kind(
            signs: ["no space left on device", "disk quota exceeded"], code: .exhausted,
            hint: "make room on Docker's disk: docker system df shows what takes it"),
        Kind(
            signs: [
                "unauthorized", "authentication required", "no basic auth credentials", "denied",
                "forbidden",
            ], code: .conflict,
            hint: "docker login to its registry as the user who runs Puerto; a registry says the "
                + "same of an image that it does not have: check engine.images in puerto.yaml"),
        Kind(
            signs: ["no matching manifest", "does not match the specified platform"],
            code: .unsupported,
            hint: "the registry has it for other processors than this machine's"),
        Kind(
            signs: [
                "manifest unknown", "not found", "name unknown", "name invalid", "invalid ref",
            ],
            code: .notFound,
            hint: "check its name under engine.images in puerto.yaml, and docker pull IMAGE"),
        Kind(
            signs: ["x509", "certificate", "server gave http response to https client"],
            code: .conflict,
            hint: "let Docker trust the registry's certificate, or list it as insecure-registries "
                + "in /etc/docker/daemon.json"),
        Kind(
            signs: ["no such host", "name resolution", "server misbehaving"], code: .io,
            hint: "this machine cannot look up the registry's name: see its DNS; it is tried again"),
    ]
}
