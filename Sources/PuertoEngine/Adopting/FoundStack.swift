package import PuertoCore

/// A stack that Puerto did not make, put together from what its containers say of themselves.
package struct FoundStack: Hashable, Sendable {
    /// All containers that may belong to it, in the order of services and names.
    package let sightings: [Sighting]
    private let ports: PortRule

    init(_ sightings: [Sighting], ports: PortRule) {
        self.ports = ports
        self.sightings = sightings.sorted {
            ($0.kind.order, $0.name) < ($1.kind.order, $1.name)
        }
    }

    /// A name for people, from those of its containers: `Cyn Einstein Kids`.
    package var name: String {
        let words = title.split { !$0.isLetter && !$0.isNumber }
        return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    /// The short name that follows. Throws `conflict` where the names have no letter for it.
    package func slug() throws -> Slug { try Slug.proposed(for: name) }

    private var title: String {
        let server = sightings.first { $0.kind == .windmill } ?? sightings.first
        if let stem = server?.stem, !stem.isEmpty { return String(stem.prefix(60)) }
        let project = server?.project?.filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
        }
        return project.flatMap { $0.isEmpty ? nil : String($0.prefix(60)) } ?? "windmill"
    }
}

extension FoundStack {
    package func candidates(_ kind: ServiceKind) -> [Sighting] {
        sightings.filter { $0.kind == kind }
    }

    /// Returns the stack with the container of this name for a service, as an operator chooses it.
    /// Throws `notFound` for one that is not there, and for one of Puerto's.
    package func choosing(_ name: String, for kind: ServiceKind, among all: [ContainerState])
        throws -> FoundStack
    {
        let container = all.first { $0.name == name }
        guard let container, let sighting = Sighting(container, as: kind, ports: ports) else {
            throw PuertoError(
                .notFound, "no container \(PuertoError.quote(name)) can be adopted",
                hint: "docker ps --all shows the names; those that Puerto has made are no choice"
            ).spanish(
                "ningún contenedor \(PuertoError.quote(name)) se puede adoptar",
                hint: "docker ps --all muestra los nombres; los que hizo Puerto no se pueden elegir"
            )
        }
        let others = sightings.filter { $0.kind != kind && $0.name != name }
        return FoundStack(others + [sighting], ports: ports)
    }

    /// The containers that would be recorded. Several workers are none: the record has one.
    package var containers: [AdoptedContainer] {
        ServiceKind.allCases.compactMap { kind in
            let candidates = candidates(kind)
            return candidates.count == 1 ? candidates[0].adopted : nil
        }
    }

    /// The slot that its application's port gives. Throws `conflict` or `unsupported` with the
    /// reason for which the stack cannot be recorded.
    package func slot() throws -> Slot {
        for kind in ServiceKind.pictured where candidates(kind).count > 1 {
            throw several(kind)
        }
        for (kind, word) in [(ServiceKind.windmill, "Windmill"), (.postgres, "PostgreSQL")]
        where candidates(kind).isEmpty {
            throw PuertoError(
                .conflict, "no container of \(word) was found for it",
                hint: "puerto adopt SLUG --container \(kind.rawValue)=NAME names it"
            ).spanish(
                "no se encontró ningún contenedor de \(word) suyo",
                hint: "puerto adopt SLUG --container \(kind.rawValue)=NOMBRE lo indica")
        }
        let server = candidates(.windmill)[0]
        guard server.slots.count == 1, let slot = server.slots.first else {
            throw offRule(server, first: ports.app)
        }
        for kind in [ServiceKind.postgres, .redis] {
            guard let one = candidates(kind).first, !one.container.publishedPorts.isEmpty,
                one.slots != [slot]
            else { continue }
            throw another(one, than: slot, kind)
        }
        return slot
    }

    /// True when PostgreSQL or Redis has a port on this machine.
    package var isExposed: Bool {
        [ServiceKind.postgres, .redis].contains { kind in
            candidates(kind).contains { !$0.container.publishedPorts.isEmpty }
        }
    }

    private func several(_ kind: ServiceKind) -> PuertoError {
        let names = candidates(kind).prefix(5).map(\.name)
        return PuertoError(
            .conflict,
            "more than one container may be its \(kind.rawValue): "
                + names.joined(separator: ", "),
            hint: "puerto adopt SLUG --container \(kind.rawValue)=\(names[0]) chooses one"
        ).spanish(
            "más de un contenedor puede ser su \(kind.rawValue): " + names.joined(separator: ", "),
            hint: "puerto adopt SLUG --container \(kind.rawValue)=\(names[0]) elige uno")
    }

    private func offRule(_ server: Sighting, first: Int) -> PuertoError {
        let found = server.container.publishedPorts.prefix(5).map(String.init)
        let (english, spanish) =
            found.isEmpty
            ? ("no port", "ningún puerto")
            : (found.joined(separator: ", "), found.joined(separator: ", "))
        return PuertoError(
            .unsupported,
            "'\(server.name)' publishes \(english), and by the port rule slot N has \(first) + N: "
                + "a record has no other ports",
            hint:
                "publish it at one port from \(first) to \(first + Slot.last), or give puerto.yaml "
                + "other first ports"
        ).spanish(
            "'\(server.name)' publica \(spanish), y por la regla de puertos la ranura N tiene "
                + "\(first) + N: un registro no tiene otros puertos",
            hint: "publícalo en un solo puerto de \(first) a \(first + Slot.last), o cambia los "
                + "primeros puertos en puerto.yaml")
    }

    private func another(_ one: Sighting, than slot: Slot, _ kind: ServiceKind) -> PuertoError {
        let own = ports.ports(of: slot)
        let wanted = kind == .redis ? own.redis : own.postgres
        let found = one.container.publishedPorts.prefix(5).map(String.init)
            .joined(separator: ", ")
        return PuertoError(
            .unsupported,
            "'\(one.name)' publishes \(found), and slot \(slot.number) has \(wanted) by the port "
                + "rule: a record has no other ports",
            hint: "publish it at \(wanted) or not at all"
        ).spanish(
            "'\(one.name)' publica \(found), y la ranura \(slot.number) tiene \(wanted) por la "
                + "regla de puertos: un registro no tiene otros puertos",
            hint: "publícalo en \(wanted), o no lo publiques")
    }
}

extension ServiceKind {
    fileprivate var order: Int { ServiceKind.allCases.firstIndex(of: self) ?? 0 }
}
