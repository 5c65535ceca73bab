extension FleetHome {
    /// The first line: `12 clientes: 9 listos, 1 suspendido, 2 archivados.`
    package func fleet(_ locale: RegionalLocale) -> String {
        let l = locale.language
        guard clients > 0 else {
            return l("Todavía no hay clientes.", "There are no clients yet.")
        }
        let noun = clients == 1 ? l("cliente", "client") : l("clientes", "clients")
        let states = Tenant.Status.inReadingOrder
            .compactMap { state in byStatus[state].map { state.counted($0, locale) } }
        return
            "\(clients.grouped(locale)) \(noun): \(states.joined(separator: ", "))\(observed(locale))."
    }

    /// The clients whose stacks Puerto only looks at; empty without any.
    private func observed(_ locale: RegionalLocale) -> String {
        guard observed > 0 else { return "" }
        let (l, count) = (locale.language, observed.grouped(locale))
        return observed == 1
            ? l("; 1 solo se observa", "; 1 is only observed")
            : l("; \(count) solo se observan", "; \(count) are only observed")
    }

    /// The findings of the probes; `oldest` is the day of the oldest one.
    package func probed(_ oldest: Day?, _ locale: RegionalLocale) -> String {
        let l = locale.language
        guard let oldest else {
            return l(
                "Es lo que dice el registro: ninguna comprobación lo ha confirmado.",
                "This is what the record says: no probe has confirmed it.")
        }
        let (words, day) = (probes.words(locale), oldest.text(locale))
        return l(
            "Última comprobación de los que deben funcionar: \(words); la más antigua es del \(day).",
            "Last probe of those that are to run: \(words); the oldest is of \(day).")
    }

    /// The second line: `2 clientes te necesitan:`, or that none does.
    package func attention(_ locale: RegionalLocale) -> String {
        let l = locale.language
        switch needing {
        case 0: return l("Ningún cliente requiere tu atención.", "No client needs you.")
        case 1: return l("Un cliente requiere tu atención:", "One client needs you:")
        default:
            let count = needing.grouped(locale)
            return l("\(count) clientes requieren tu atención:", "\(count) clients need you:")
        }
    }

    /// `y 3 más`; `nil` when all are named.
    package func others(_ locale: RegionalLocale) -> String? {
        guard more > 0 else { return nil }
        let count = more.grouped(locale)
        return locale.language("y \(count) más", "and \(count) more")
    }

    /// The beginning of the third line.
    package static func next(_ l: Language) -> String { l("Siguiente paso:", "Next step:") }
}

extension Tenant.Status {
    /// The states in the order in which a reader wants to hear them.
    package static let inReadingOrder: [Tenant.Status] = [
        .ready, .degraded, .provisioning, .suspended, .draft, .archived,
    ]
}
