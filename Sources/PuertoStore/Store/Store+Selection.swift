package import PuertoCore

extension Store {
    /// The clients of a selection that an action takes, and those that it leaves out because of
    /// their state or since they are only observed.
    package struct Selected: Sendable {
        package let wanted: [Tenant]
        package let left: [Tenant]
    }

    /// Selects clients for an action, in the order of the records. Without a host only those of the
    /// first one are meant, as with `--all`. A draft whose stack ran before is provisioned only by
    /// its name.
    ///
    /// Throws `notFound` with the selection when no client matches or none may be taken.
    package func select(_ selection: ClientSelection, for action: Action) throws -> Selected {
        let fleet = try fleet()
        let home = fleet.hosts.first?.name
        let matching = fleet.tenants.filter {
            selection.matches($0) && (!selection.hosts.isEmpty || $0.host == home)
        }
        if matching.isEmpty, let away = fleet.tenants.first(where: selection.matches) {
            throw Store.allAway(selection, away.host)
        }
        guard !matching.isEmpty else { throw Store.noMatch(selection) }
        let due = action == .provision ? Set(try toProvision().wanted) : nil
        func isWanted(_ tenant: Tenant) -> Bool {
            guard !tenant.isObserved else { return false }
            return due?.contains(tenant.slug) ?? action.takesSelected(tenant.status, selection)
        }
        let wanted = matching.filter(isWanted)
        guard !wanted.isEmpty else {
            throw PuertoError(
                .notFound,
                "no client of \(PuertoError.visible(selection.text)) is in a state for "
                    + "\(action.rawValue)",
                hint: "puerto tenant list shows the states"
            ).spanish(
                "ningún cliente de \(PuertoError.visible(selection.text)) está en un estado que "
                    + "admita \(action.rawValue)",
                hint: "puerto tenant list muestra los estados")
        }
        return Selected(wanted: wanted, left: matching.filter { !isWanted($0) })
    }

    /// Selects clients for a change of their records, on every host, in the order of the records.
    /// Throws `notFound` with the selection when no client matches.
    package func select(_ selection: ClientSelection) throws -> [Tenant] {
        let matching = try fleet().tenants.filter(selection.matches)
        guard !matching.isEmpty else { throw Store.noMatch(selection) }
        return matching
    }

    private static func noMatch(_ selection: ClientSelection) -> PuertoError {
        let text = PuertoError.visible(selection.text)
        return PuertoError(
            .notFound, "no client matches \(text)",
            hint: "puerto tenant list shows states, plans and hosts, puerto tenant show the tags"
        ).spanish(
            "ningún cliente cumple \(text)",
            hint: "puerto tenant list muestra estados, planes y máquinas; puerto tenant show, "
                + "las etiquetas")
    }

    private static func allAway(_ selection: ClientSelection, _ host: Slug) -> PuertoError {
        let text = PuertoError.visible(selection.text)
        return PuertoError(
            .notFound, "every client of \(text) is on another machine, as '\(host)'",
            hint: "look after it there; puerto tenant edit SLUG --host moves one without a stack"
        ).spanish(
            "todos los clientes de \(text) están en otra máquina, como '\(host)'",
            hint: "se atienden desde allí; puerto tenant edit SLUG --host trae al que no tiene pila"
        )
    }
}
