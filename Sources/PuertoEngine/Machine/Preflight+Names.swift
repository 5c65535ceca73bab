internal import PuertoCore

extension Preflight {
    /// The error for a name of the stack's that another client's container has; `nil` when it is no
    /// client's. That container is somebody's data: it is not to be removed.
    func nameTaken(_ other: ContainerState) -> PuertoError? {
        let owner = ContainerOwner(other.labels, seenFrom: spec.identity)
        guard owner != .stranger, owner != .own else { return nil }
        return PuertoError(
            .conflict, "the container '\(other.name)' is \(owner)",
            hint: "give this client's another name: \(Preflight.renaming(other.name, in: spec))")
    }

    /// The command that gives this stack's container another name.
    package static func renaming(_ name: String, in spec: StackSpec) -> String {
        let kind = spec.services.first { $0.container == name }?.kind.rawValue ?? "KIND"
        return "puerto tenant edit \(spec.identity.slug) --container \(kind)=NAME"
    }
}
