internal import PuertoCore

extension Preflight {
    /// The error for another client's container that has a name of the stack's, or is in its
    /// Compose project; `nil` when it is no client's. That container is somebody's data: it is not
    /// to be removed.
    func nameTaken(_ other: ContainerState, isInProject: Bool = false) -> PuertoError? {
        let owner = ContainerOwner(other.labels, seenFrom: spec.identity)
        guard owner != .stranger, owner != .own else { return nil }
        return PuertoError(
            .conflict, "the container '\(other.name)' is \(owner)",
            hint: isInProject
                ? "it is in this client's Compose project: puerto doctor says what mends it"
                : "give this client's another name: \(Preflight.renaming(other.name, in: spec))"
        ).spanish(
            "el contenedor '\(other.name)' es \(owner.spanish)",
            hint: isInProject
                ? "está en el proyecto de Compose de este cliente: puerto doctor dice qué lo arregla"
                : "da otro nombre al de este cliente: \(Preflight.renaming(other.name, in: spec))")
    }

    /// The command that gives this stack's container another name.
    package static func renaming(_ name: String, in spec: StackSpec) -> String {
        let kind = spec.services.first { $0.container == name }?.kind
        // The worker's name follows from that of Windmill.
        let named = kind == .worker ? .windmill : kind
        return "puerto tenant edit \(spec.identity.slug) --container "
            + "\(named?.rawValue ?? "KIND")=NAME"
    }
}
