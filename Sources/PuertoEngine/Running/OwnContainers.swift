package import PuertoCore

/// Containers that carry this workspace's and this tenant's labels according to the engine: the
/// only containers that Puerto changes.
///
/// A value can only be made from what was read back, and never for the base system.
package struct OwnContainers: Hashable, Sendable {
    package let all: [ContainerState]

    package var ids: [String] { all.map(\.id) }
    package var isEmpty: Bool { all.isEmpty }

    /// Throws `protected` for the base system, and for containers that lack a label.
    package init(_ states: [ContainerState], of identity: StackIdentity) throws {
        try OwnContainers.guardBase(identity)
        for state in states {
            try OwnContainers.guardLabels(
                state.labels, called: "container '\(state.name)'", identity)
        }
        all = states
    }

    private init(all: [ContainerState]) { self.all = all }

    /// No containers.
    package static let none = OwnContainers(all: [])

    package func running(_ kinds: Set<ServiceKind> = Set(ServiceKind.allCases)) -> OwnContainers {
        OwnContainers(
            all: all.filter { state in
                state.status != "exited" && state.status != "created" && state.status != "dead"
                    && state.service.map(kinds.contains) == true
            })
    }

    /// Returns those whose secrets are mounted from another folder: they cannot start again once it
    /// is gone.
    package func madeElsewhere(than folder: StackFolder) -> OwnContainers {
        OwnContainers(
            all: all.filter { state in
                state.folder.map { !StackFolder.isBelow(folder.root, $0) } ?? false
            })
    }

    /// Those of them that are among the given ones.
    package func only(_ some: [ContainerState]) -> OwnContainers {
        let ids = Set(some.map(\.id))
        return OwnContainers(all: all.filter { ids.contains($0.id) })
    }

    package subscript(kind: ServiceKind) -> ContainerState? { all.first { $0.service == kind } }

    static func guardBase(_ identity: StackIdentity) throws {
        guard identity.tenant != 0 else {
            throw PuertoError(
                .protected, "'\(identity.slug)' is the base system: its containers are not touched"
            ).spanish("'\(identity.slug)' es el sistema base: sus contenedores no se tocan")
        }
    }

    static func guardLabels(
        _ labels: [String: String], called name: String, _ identity: StackIdentity
    ) throws {
        guard identity.owns(labels) else {
            throw PuertoError(
                .protected, "\(name) is not one of '\(identity.slug)' and is left alone"
            ).spanish("\(name) no es de '\(identity.slug)' y no se toca")
        }
    }
}

/// Networks that carry both labels, under the same rule.
package struct OwnNetworks: Hashable, Sendable {
    package let all: [NetworkState]

    package var ids: [String] { all.map(\.id) }
    package var isEmpty: Bool { all.isEmpty }

    init(_ states: [NetworkState], of identity: StackIdentity) throws {
        try OwnContainers.guardBase(identity)
        for state in states {
            try OwnContainers.guardLabels(state.labels, called: "network '\(state.name)'", identity)
        }
        all = states
    }
}
